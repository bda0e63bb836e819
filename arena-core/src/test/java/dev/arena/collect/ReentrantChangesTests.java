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

package dev.arena.collect;

import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.arena.Arena;
import dev.arena.text.Utf8Builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that a function that is called during a change cannot change the same object. The object detects this, as in {@code
 * java.util}, changes no other element, and stays usable.
 */
class ReentrantChangesTests {
    private final Arena arena = Arena.create();

    record Row(int number, @Nullable String name) {}

    private static Row row(int number) {
        return new Row(number, "name of " + number);
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private static void assertRefused(ThrowingCallable change) {
        assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(change);
    }

    private IntVec ints() {
        var ints = new IntVec(arena);
        IntStream.range(0, 10).forEach(ints::add);
        return ints;
    }

    static List<Consumer<IntVec>> changesOfInts() {
        return List.of(IntVec::clear, ints -> ints.truncate(3), ints -> ints.add(1), ints -> ints.remove(0),
                ints -> ints.resize(1000, 7), ints -> ints.splice(0, 5), ints -> {
                    ints.clear();
                    ints.shrink();
                });
    }

    @ParameterizedTest
    @MethodSource("changesOfInts")
    void vectorsOfNumbersDetectChangesByAPredicate(Consumer<IntVec> change) {
        for (int at = 0; at < 10; at++) {
            IntVec ints = ints();
            int when = at;
            assertRefused(() -> ints.removeIf(value -> {
                if (value == when) {
                    change.accept(ints);
                }
                return value % 2 == 0;
            }));
            ints.add(42);
            assertThat(ints.get(ints.size() - 1)).isEqualTo(42);
            assertThat(ints.toArray()).hasSize((int) ints.size());
        }
        var bytes = new ByteVec(arena);
        bytes.addAll(new byte[]{1, 2, 3});
        assertRefused(() -> bytes.removeIf(value -> {
            bytes.clear();
            return true;
        }));
        bytes.add((byte) 1);
        assertThat(bytes.toArray()).containsExactly(1);
    }

    private RecordVec<Row> rows() {
        var rows = new RecordVec<>(arena, Row.class);
        IntStream.range(0, 10).mapToObj(ReentrantChangesTests::row).forEach(rows::add);
        return rows;
    }

    static List<Consumer<RecordVec<Row>>> changesOfRows() {
        return List.of(RecordVec::clear, rows -> rows.truncate(3), rows -> rows.add(row(1)), rows -> rows.remove(0),
                rows -> rows.resize(100, row(7)), rows -> rows.splice(0, 5, List.of()), rows -> {
                    rows.truncate(1);
                    rows.shrink();
                });
    }

    private static void assertUsable(RecordVec<Row> rows) {
        long size = rows.size();
        rows.addRow(); // the row must be zero
        assertThat(rows.get(size)).isEqualTo(new Row(0, null));
        rows.set(size, row(42));
        assertThat(rows.get(size)).isEqualTo(row(42));
        assertThat(rows.stream().count()).isEqualTo(size + 1);
    }

    @ParameterizedTest
    @MethodSource("changesOfRows")
    void vectorsOfRecordsDetectChangesByAFunction(Consumer<RecordVec<Row>> change) {
        for (int at = 0; at < 10; at++) {
            int when = at;
            RecordVec<Row> removed = rows();
            assertRefused(() -> removed.removeIf(row -> {
                if (row.number() == when) {
                    change.accept(removed);
                }
                return row.number() % 2 == 0;
            }));
            assertUsable(removed);
        }
        RecordVec<Row> sorted = rows();
        var isChanged = new AtomicBoolean();
        assertRefused(() -> sorted.sort((a, b) -> {
            if (!isChanged.getAndSet(true)) {
                change.accept(sorted);
            }
            return Integer.compare(b.number(), a.number());
        }));
        assertUsable(sorted);
    }

    /** Returns elements whose iteration changes the vector to which they are added. */
    private static <T> Iterable<T> changing(List<T> elements, Runnable change) {
        return () -> {
            Iterator<T> each = elements.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return each.hasNext();
                }

                @Override
                public T next() {
                    change.run();
                    return each.next();
                }
            };
        };
    }

    @Test
    void vectorsDetectRemovalsByAddedElements() {
        RecordVec<Row> rows = rows();
        assertRefused(() -> rows.splice(2, 8, changing(List.of(row(1), row(2)), rows::clear)));
        assertUsable(rows);
        RecordVec<Row> added = rows();
        assertRefused(() -> added.addAll(changing(List.of(row(1)), added::clear)));
        assertUsable(added);
        IntVec ints = ints();
        assertRefused(() -> ints.addAll(changing(List.of(1, 2), ints::clear)));
        ints.add(3);
        assertThat(ints.get(ints.size() - 1)).isEqualTo(3);
        var texts = new StringVec(arena);
        texts.addAll(List.of("a", "b", "c"));
        assertRefused(() -> texts.splice(1, 3, changing(List.of("x"), texts::clear)));
        texts.add("d");
        assertThat(texts.toList()).endsWith("d");
    }

    @Test
    void mapsDetectChangesByAComputation() {
        var longs = new StringLongMap(arena);
        longs.put("a", 1);
        longs.put("b", 2);
        assertRefused(() -> longs.merge("a", 5, (before, value) -> {
            longs.remove("a");
            return before + value;
        }));
        assertThat(longs).hasToString("{b=2}");
        assertRefused(() -> longs.computeIfAbsent("c", key -> {
            longs.put("c", 1);
            return 9;
        }));
        assertThat(longs.getOrDefault("c", 0)).isEqualTo(1);

        var strings = new StringMap<>(arena, Row.class);
        strings.put("a", row(1));
        assertRefused(() -> strings.computeIfAbsent("b", key -> {
            strings.clear();
            return row(2);
        }));
        assertThat(strings.isEmpty()).isTrue();
        strings.put("a", row(1));
        assertRefused(() -> strings.merge("a", row(2), (before, value) -> {
            strings.put("x", row(3));
            return value;
        }));
        assertThat(strings.get("a")).isEqualTo(row(1));

        var byNumber = new LongMap<>(arena, Row.class);
        byNumber.put(1, row(1));
        assertRefused(() -> byNumber.computeIfAbsent(2, key -> {
            byNumber.remove(1);
            return row(2);
        }));
        assertRefused(() -> {
            byNumber.put(1, row(1));
            byNumber.merge(1, row(2), (before, value) -> {
                byNumber.clear();
                return value;
            });
        });
        assertThat(byNumber.isEmpty()).isTrue();

        var byRecord = new RecordMap<>(arena, Row.class, Row.class);
        byRecord.put(row(1), row(1));
        assertRefused(() -> byRecord.computeIfAbsent(row(2), key -> {
            byRecord.put(row(3), row(3));
            return row(2);
        }));
        assertRefused(() -> byRecord.merge(row(1), row(2), (before, value) -> {
            byRecord.remove(row(1));
            return null;
        }));
        assertThat(byRecord.size()).isEqualTo(1);
    }

    @Test
    void computationMayReadItsMap() {
        var strings = new StringMap<>(arena, Row.class);
        strings.put("a", row(1));
        assertThat(strings.computeIfAbsent("b", key -> strings.get("a"))).isEqualTo(row(1));
        assertThat(strings.merge("b", row(2), (before, value) -> strings.get("a"))).isEqualTo(row(1));
    }

    @Test
    void iteratorsAndSetsDetectChanges() {
        var strings = new StringMap<>(arena, Row.class);
        strings.put("a", row(1));
        strings.put("b", row(2));
        assertRefused(() -> strings.forEach((key, value) -> strings.put("c", row(3))));
        assertRefused(() -> strings.removeIf(number -> {
            strings.remove("a");
            return true;
        }));
        var set = new StringSet(arena);
        set.add("a");
        set.add("b");
        assertRefused(() -> set.removeIf(each -> set.add("c")));
        assertRefused(() -> set.forEach(each -> set.remove("a")));
        var numbers = new LongSet(arena);
        numbers.add(1);
        numbers.add(2);
        assertRefused(() -> numbers.removeIf(each -> numbers.remove(2)));
        assertRefused(() -> numbers.forEach(each -> numbers.add(each + 10)));
    }

    @Test
    void buildersDetectChangesByAPredicate() {
        for (Consumer<Utf8Builder> change : List.<Consumer<Utf8Builder>>of(Utf8Builder::clear,
                text -> text.append("x"), text -> text.append("é".repeat(1000)), text -> {
                    text.clear();
                    text.trimToSize();
                })) {
            for (int at = 0; at < 4; at++) {
                var text = new Utf8Builder(arena).append("aéb漢");
                int when = "aéb漢".charAt(at);
                assertRefused(() -> text.retain(unit -> {
                    if (unit == when) {
                        change.accept(text);
                    }
                    return unit != 'a';
                }));
                text.append("end");
                assertThat(text.toString()).endsWith("end").doesNotContain("\uFFFD");
            }
        }
    }
}
