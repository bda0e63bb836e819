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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.Owned;
import dev.arena.record.RecordLayout;
import dev.arena.text.MalformedTextException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that escaped sets, maps and records outlive their arena, keep their content, and cannot be changed. */
class EscapedCollectionsTests {
    private final ArenaPool pool = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).buildPool();

    @AfterEach
    void everythingComesBack() {
        assertThat(pool.stats().activeHandles()).isZero();
        assertThat(pool.stats().liveBytes()).isZero();
        pool.close();
    }

    record Part(int number, @Nullable String name) {}

    private static Part part(int number) {
        return new Part(number, number % 3 == 0 ? null : "name of " + number);
    }

    private static void assertEscaped(ThrowingCallable... changes) {
        for (ThrowingCallable change : changes) {
            assertThatIllegalStateException().isThrownBy(change).withMessageContaining("escaped");
        }
    }

    /** Closes the arena, and overwrites its memory. */
    private void end(Arena arena) {
        arena.close();
        try (Arena other = pool.open()) {
            for (int i = 0; i < 50; i++) {
                other.allocate(4096, 8).fill((byte) -1);
            }
        }
    }

    @Test
    void setsOutliveTheirArena() {
        Arena arena = pool.open();
        var strings = new StringSet(arena);
        var longs = new LongSet(arena);
        var records = new RecordSet<>(arena, Part.class);
        for (int i = 0; i < 500; i++) {
            strings.add("ü" + i);
            longs.add(7L * i);
            records.add(part(i));
        }
        strings.remove("ü3");
        longs.remove(21);
        records.remove(part(3));
        Owned<StringSet> ownedStrings = strings.escape();
        Owned<LongSet> ownedLongs = longs.escape();
        Owned<RecordSet<Part>> ownedRecords = records.escape();
        assertThat(strings.add("the set itself goes on")).isTrue();
        end(arena);
        CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 500; i++) {
                assertThat(ownedStrings.get().contains("ü" + i)).isEqualTo(i != 3);
                assertThat(ownedLongs.get().contains(7L * i)).isEqualTo(i != 3);
                assertThat(ownedRecords.get().contains(part(i))).isEqualTo(i != 3);
            }
        }).join();
        StringSet copy = ownedStrings.get();
        assertThat(copy.size()).isEqualTo(499);
        assertThat(copy.elementAt(3).toString()).isEqualTo("ü499");
        assertThat(copy.contains("x".repeat(300))).isFalse();
        assertThat(copy.findOrAdd("ü7")).isEqualTo(7);
        assertThatExceptionOfType(MalformedTextException.class).isThrownBy(() -> copy.contains("a\uD800"))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(1));
        assertEscaped(() -> copy.add("new"), () -> copy.remove("ü7"), copy::clear, copy::escape,
                () -> copy.removeIf(each -> true), () -> ownedLongs.get().add(1), () -> ownedLongs.get().removeAt(0),
                () -> ownedRecords.get().add(part(1000)), () -> ownedRecords.get().remove(part(1)));
        assertThat(ownedRecords.get().findOrAdd(part(7))).isEqualTo(7);
        assertThat(ownedRecords.get().elementAt(7)).isEqualTo(part(7));
        assertThat(ownedLongs.get().iterator().nextLong()).isZero();
        ownedStrings.close();
        ownedLongs.close();
        ownedRecords.close();
    }

    @Test
    void mapsOutliveTheirArena() {
        Arena arena = pool.open();
        var strings = new StringMap<>(arena, Part.class);
        var longs = new LongMap<>(arena, Part.class);
        var records = new RecordMap<>(arena, Part.class, Part.class);
        var counts = new StringLongMap(arena);
        for (int i = 0; i < 500; i++) {
            strings.put("key " + i, part(i));
            longs.put(i, part(i));
            records.put(part(i), part(i + 1));
            counts.put("key " + i, i);
        }
        Owned<StringMap<Part>> ownedStrings = strings.escape();
        Owned<LongMap<Part>> ownedLongs = longs.escape();
        Owned<RecordMap<Part, Part>> ownedRecords = records.escape();
        Owned<StringLongMap> ownedCounts = counts.escape();
        end(arena);
        for (int i = 0; i < 500; i++) {
            assertThat(ownedStrings.get().get("key " + i)).isEqualTo(part(i));
            assertThat(ownedLongs.get().get(i)).isEqualTo(part(i));
            assertThat(ownedRecords.get().get(part(i))).isEqualTo(part(i + 1));
            assertThat(ownedCounts.get().getOrDefault("key " + i, -1)).isEqualTo(i);
        }
        StringMap<Part> copy = ownedStrings.get();
        assertThat(copy.get("other")).isNull();
        Map<String, Part> content = new HashMap<>();
        copy.forEach((key, value) -> content.put(key.toString(), value));
        assertThat(content).hasSize(500).containsEntry("key 7", part(7));
        RecordCursor<Part> cursor = copy.cursor();
        cursor.moveTo(7);
        assertThat(cursor.toRecord()).isEqualTo(part(7));
        StringLongMap copiedCounts = ownedCounts.get();
        assertEscaped(() -> copy.put("key 7", part(1)), () -> copy.put("new", part(1)), () -> copy.remove("key 7"),
                copy::clear, copy::escape, copy::text, () -> copy.setAt(0, part(2)), () -> copy.removeIf(each -> true),
                () -> ownedLongs.get().put(1, part(1)), () -> ownedLongs.get().remove(1),
                () -> ownedRecords.get().put(part(1), part(1)), () -> copiedCounts.put("key 7", 1),
                () -> copiedCounts.put("new", 1), () -> copiedCounts.add("key 7", 1),
                () -> copiedCounts.addAt(1, 1), copiedCounts::clear, () -> copiedCounts.remove("key 7"));
        assertThat(copiedCounts.valueAt(7)).isEqualTo(7);
        ownedStrings.close();
        ownedLongs.close();
        ownedRecords.close();
        ownedCounts.close();
    }

    @Test
    void vectorsOfTextsOutliveTheirArena() {
        Arena arena = pool.open();
        var texts = new StringVec(arena);
        for (int i = 0; i < 500; i++) {
            texts.add(i % 7 == 0 ? null : "ü" + i);
        }
        Owned<StringVec> owned = texts.escape();
        Owned<StringVec> empty = new StringVec(arena).escape();
        texts.add("the vector itself goes on");
        List<@Nullable String> expected = IntStream.range(0, 500).<@Nullable String>mapToObj(
                i -> i % 7 == 0 ? null : "ü" + i).toList();
        end(arena);
        assertThatIllegalStateException().isThrownBy(texts::escape);
        CompletableFuture.runAsync(() -> assertThat(owned.get().toList()).isEqualTo(expected)).join();
        StringVec copy = owned.get();
        assertThat(copy.indexOf("ü8")).isEqualTo(8);
        assertThat(copy.size()).isEqualTo(500);
        assertThat(empty.get().toList()).isEmpty();
        assertEscaped(() -> copy.add("x"), () -> copy.set(1, "x"), () -> copy.remove(1), copy::clear, copy::dedup,
                copy::escape, copy::pop, () -> copy.insert(0, null), () -> copy.removeIf(each -> true),
                () -> copy.addAll(List.of("x")), () -> copy.splice(0, 1, List.of()), () -> copy.splitOff(2),
                () -> copy.resize(3, null), () -> copy.truncate(0), () -> copy.swapRemove(0));
        try (Arena other = pool.open()) {
            var again = new StringVec(other);
            again.addAll(copy);
            assertThat(again).isEqualTo(copy);
        }
        owned.close();
        empty.close();
    }

    @Test
    void recordEscapesAsACopy() {
        Arena arena = pool.open();
        RecordCursor<Part> cursor = RecordCursor.copyOf(arena, part(1));
        assertThat(cursor.toRecord()).isEqualTo(part(1));
        RecordLayout<Part> layout = RecordLayout.of(Part.class);
        layout.field("number").setInt(cursor.rows(), cursor.offset(), 42);
        assertThat(cursor.getInt(layout.field("number"))).isEqualTo(42);
        assertThat(cursor.next()).isFalse();
        Owned<RecordSlice<Part>> owned = cursor.escape(arena);
        var all = new RecordVec<>(arena, Part.class);
        all.addAll(IntStream.range(0, 100).mapToObj(EscapedCollectionsTests::part));
        RecordCursor<Part> middle = all.cursor();
        middle.moveTo(50);
        Owned<RecordSlice<Part>> ownedOfMany = middle.escape(arena);
        end(arena);
        assertThat(owned.get()).containsExactly(new Part(42, "name of 1"));
        assertThat(ownedOfMany.get()).containsExactly(part(50));
        owned.close();
        ownedOfMany.close();
    }

    @Test
    void escapeIsRefusedWithoutMemory() {
        try (Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(16_384).build()) {
            var set = new StringSet(arena);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> {
                for (int i = 0;; i++) {
                    set.add("element " + i);
                }
            });
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(set::escape);
            assertThat(set.find("element 7")).isEqualTo(7);
        }
    }

    @Test
    void anEmptySetEscapes() {
        Arena arena = pool.open();
        Owned<StringSet> owned = new StringSet(arena).escape();
        end(arena);
        assertThat(owned.get().isEmpty()).isTrue();
        assertThat(owned.get().contains("")).isFalse();
        assertThat(List.of(owned.get().toString())).containsExactly("[]");
        owned.close();
    }
}
