/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.record;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Would fail if a component that a constructor has changed were taken for unchanged, or one that it has left were written. */
@SuppressWarnings({"JavaUtilDate", "NullAway"}) // components may be of that class; NullAway does not infer lists with nulls
class ConstructorArgumentsTests {
    private final Arena arena = Arena.create();
    private final ConstructorArguments arguments = new ConstructorArguments();

    /** What the constructors do, so that each is a constructor of its own. */
    private static Runnable hook = () -> {};

    record Item(@Nullable String name, @Nullable Integer number) {}

    record Texts(String text, Utf8String utf8, BigDecimal decimal, UUID id, Instant time, Item item) {
        Texts {
            Objects.requireNonNull(text);
        }
    }

    record Replaced(String text, Utf8String utf8, BigDecimal decimal, @Nullable Item item) {
        Replaced {
            text = String.valueOf(text.toCharArray());
        }
    }

    record Defaulted(@Nullable String text, @Nullable List<String> list, @Nullable Item item) {
        Defaulted {
            text = text == null ? "none" : text;
            list = list == null ? List.of() : list;
            item = item == null ? new Item("none", 0) : item;
        }
    }

    record Checked(List<String> list) {
        Checked {
            if (list.size() > 9) {
                throw new IllegalArgumentException("too many");
            }
        }
    }

    record Copied(List<Item> list, Collection<String> collection, Set<String> set, Map<String, Integer> map) {
        Copied {
            list = List.copyOf(list);
            collection = Collections.unmodifiableCollection(new ArrayList<>(collection));
            set = Collections.unmodifiableSet(new LinkedHashSet<>(set));
            map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }
    }

    @SuppressWarnings("StaticAssignmentInConstructor") // the tests change what the constructor received
    record Hooked(List<@Nullable Item> list, Set<String> set, Map<String, List<Integer>> map,
            List<@Nullable List<@Nullable String>> nested) {

        Hooked {
            current = list;
            currentSet = set;
            currentMap = map;
            currentNested = nested;
            hook.run();
        }
    }

    private static List<@Nullable Item> current = List.of();
    private static Set<String> currentSet = Set.of();
    private static Map<String, List<Integer>> currentMap = Map.of();
    private static List<@Nullable List<@Nullable String>> currentNested = List.of();

    @SuppressWarnings("ArrayRecordComponent")
    record Mutable(Date date, byte[] bytes, int[] numbers, String[] texts, Optional<Date> optional) {
        Mutable {
            date.setTime(date.getTime() + 1);
            bytes[0]++;
            numbers[0]++;
            texts[0] = "changed";
            optional.orElseThrow().setTime(99);
        }
    }

    record Inner(List<String> list) {
        Inner {
            Objects.requireNonNull(list);
        }
    }

    record Outer(Inner inner, List<Inner> others, boolean isChanged) {
        Outer {
            if (isChanged) {
                inner.list.sort(null);
                others.getLast().list.set(0, "z");
            }
        }
    }

    record Node(String name, @Nullable List<Node> children) {}

    record Trees(Node root, List<Node> others) {
        Trees {
            others = List.copyOf(others);
        }
    }

    @AfterEach
    void close() {
        arena.close();
        hook = () -> {};
    }

    /** A row with a record, which did not go through the constructor that is tested if the record has been made before. */
    private final class Row<R extends Record> {
        private final RecordLayout<R> layout;
        private final Utf8Builder text;
        private final MemorySegment row;

        @SuppressWarnings("unchecked")
        Row(R record) {
            layout = (RecordLayout<R>) RecordLayout.of(record.getClass());
            text = layout.newText(arena, 0);
            row = layout.allocate(arena);
            layout.write(row, 0, record, text);
        }

        R read() {
            return layout.read(row, 0, text.segment(), arguments);
        }

        void assertNotWritten() {
            R read = read();
            assertThatCode(() -> layout.writeChanges(row.asReadOnly(), 0, read, text, arguments))
                    .doesNotThrowAnyException();
        }

        void assertWritten() {
            R read = read();
            assertThatThrownBy(() -> layout.writeChanges(row.asReadOnly(), 0, read, text, arguments))
                    .isInstanceOf(IllegalArgumentException.class);
            layout.writeChanges(row, 0, read, text, arguments);
            Utf8Builder otherText = layout.newText(arena, 0);
            MemorySegment other = layout.allocate(arena);
            layout.write(other, 0, read, otherText);
            hook = () -> {};
            for (Field field : layout.fields()) {
                assertThat(field.getValue(row, 0, text.segment())).as(field.name())
                        .isEqualTo(field.getValue(other, 0, otherText.segment()));
                if (field.kind() == FieldKind.MAP) {
                    assertThat(field.getMap(row, 0, text.segment()))
                            .hasToString(String.valueOf(field.getMap(other, 0, otherText.segment())));
                }
            }
        }
    }

    private static Hooked hooked() {
        return new Hooked(new ArrayList<>(Arrays.asList(new Item("a", 1), null, new Item("c", 3))),
                new LinkedHashSet<>(List.of("x", "y", "z")),
                new LinkedHashMap<>(Map.of("one", new ArrayList<>(List.of(3, 1)))),
                new ArrayList<>(Arrays.asList(null, new ArrayList<>(), new ArrayList<>(Arrays.asList(null, "b")))));
    }

    @Test
    void immutableComponentsThatAreLeftAreNotWritten() {
        Row<Texts> row = new Row<>(new Texts("ä", Utf8String.copyOf(arena, "b"), BigDecimal.TEN, new UUID(1, 2),
                Instant.EPOCH, new Item("c", 1)));
        row.assertNotWritten();
        row.assertNotWritten();
    }

    @Test
    void replacedComponentsAreWritten() {
        new Row<>(new Replaced("a", Utf8String.copyOf(arena, "b"), BigDecimal.ONE, null)).read();
        var row = new Row<>(new Defaulted("a", List.of("b"), new Item("c", 1)));
        row.assertNotWritten();
        for (Field field : row.layout.fields()) {
            field.setNull(row.row, 0);
            row.assertWritten();
            row.assertNotWritten();
        }
    }

    @Test
    void equalTextTakesNoFurtherMemory() {
        var row = new Row<>(new Replaced("a", Utf8String.copyOf(arena, "b"), BigDecimal.ONE, null));
        long before = row.text.byteLength();
        row.layout.writeChanges(row.row, 0, row.read(), row.text, arguments);
        assertThat(row.text.byteLength()).isEqualTo(before);
    }

    @Test
    void collectionsThatAreOnlyCheckedOrCopiedAreNotWritten() {
        new Row<>(new Checked(List.of("a", "b"))).assertNotWritten();
        new Row<>(new Checked(List.of())).assertNotWritten();
        new Row<>(new Copied(List.of(new Item("a", 1), new Item(null, null)), List.of("b"),
                new LinkedHashSet<>(List.of("z", "y")), new LinkedHashMap<>(new TreeMap<>(Map.of("c", 1, "d", 2)))))
                .assertNotWritten();
        new Row<>(hooked()).assertNotWritten();
    }

    @Test
    void listsThatAreChangedInPlaceAreWritten() {
        List<Runnable> changes = List.of(() -> Collections.swap(current, 0, 2), () -> current.remove(1),
                () -> current.remove(2), () -> current.add(null), () -> current.add(0, current.getFirst()),
                () -> current.set(0, new Item("a", 1)), () -> current.set(1, new Item(null, null)),
                () -> current.set(2, null), () -> current.clear());
        for (Runnable change : changes) {
            var row = new Row<>(hooked());
            hook = change;
            row.assertWritten();
        }
    }

    @Test
    void setsAndMapsThatAreChangedInPlaceAreWritten() {
        List<Runnable> changes = List.of(() -> currentSet.remove("x"), () -> currentSet.add("0"),
                () -> {
                    currentSet.remove("x");
                    currentSet.add("x");
                }, () -> currentMap.remove("one"), () -> currentMap.put("two", List.of()),
                () -> currentMap.put("one", List.of(1, 3)), () -> currentMap.values().forEach(it -> it.sort(null)),
                () -> currentMap.values().forEach(List::clear), () -> {
                    List<Integer> value = Objects.requireNonNull(currentMap.remove("one"));
                    currentMap.put("One", value);
                });
        for (Runnable change : changes) {
            var row = new Row<>(hooked());
            hook = change;
            row.assertWritten();
        }
    }

    /** Would fail if the place where a list begins or ends did not count. */
    @Test
    void listsWithinListsThatAreChangedInPlaceAreWritten() {
        List<Runnable> changes = List.of(() -> currentNested.set(0, new ArrayList<>()),
                () -> currentNested.set(1, null), () -> currentNested.set(1, new ArrayList<>(Arrays.asList(null, "b"))),
                () -> currentNested.remove(0), () -> currentNested.remove(1),
                () -> Objects.requireNonNull(currentNested.get(2)).removeFirst(), () -> {
                    currentNested.clear();
                    currentNested.add(new ArrayList<>(Collections.singletonList(null)));
                }, () -> {
                    Objects.requireNonNull(currentNested.get(1))
                            .add(Objects.requireNonNull(currentNested.get(2)).removeFirst());
                });
        for (Runnable change : changes) {
            var row = new Row<>(hooked());
            hook = change;
            row.assertWritten();
        }
        var row = new Row<>(hooked());
        hook = () -> currentNested.replaceAll(it -> it == null ? null : Collections.unmodifiableList(it));
        row.assertNotWritten();
    }

    @Test
    void arraysAndDatesThatAreChangedInPlaceAreWritten() {
        new Row<>(new Mutable(new Date(5), new byte[]{1, 2}, new int[]{3}, new String[]{"a"},
                Optional.of(new Date(5)))).assertWritten();
    }

    @Test
    void listsOfRecordsInComponentsCount() {
        var left = new Row<>(new Outer(new Inner(new ArrayList<>(List.of("b", "a"))),
                List.of(new Inner(new ArrayList<>(List.of("c"))), new Inner(new ArrayList<>(List.of("d", "e")))),
                false));
        Outer read = left.read();
        long before = left.text.byteLength();
        left.layout.writeChanges(left.row, 0, read, left.text, arguments);
        assertThat(left.text.byteLength()).isEqualTo(before);
        var changed = new Row<>(new Outer(new Inner(new ArrayList<>(List.of("b", "a"))),
                new ArrayList<>(List.of(new Inner(new ArrayList<>(List.of("c"))),
                        new Inner(new ArrayList<>(List.of("d", "e"))))),
                false));
        changed.layout.field("isChanged").setBoolean(changed.row, 0, true);
        changed.assertWritten();
        assertThat(changed.layout.read(changed.row, 0, changed.text.segment()).others.getLast().list)
                .containsExactly("z", "e");
    }

    @Test
    void recordsThatContainThemselvesCanBeCompared() {
        var leaf = new Node("leaf", List.of());
        var root = new Node("root", List.of(leaf, new Node("empty", null)));
        new Row<>(new Trees(root, List.of(leaf, root))).assertNotWritten();
    }

    /** Would fail if the comparison of a component began where that of a changed component has ended. */
    @Test
    void componentsAfterAChangedOneAreStillCompared() {
        var row = new Row<>(hooked());
        hook = () -> current.removeFirst();
        Hooked read = row.read();
        row.layout.writeChanges(row.row, 0, read, row.text, arguments);
        hook = () -> {};
        row.assertNotWritten();
    }

    @Test
    void manyElementsAreKept() {
        List<String> many = Collections.nCopies(1000, "a");
        new Row<>(new Large(many)).assertNotWritten();
    }

    record Large(List<String> list) {
        Large {
            Objects.requireNonNull(list);
        }
    }
}
