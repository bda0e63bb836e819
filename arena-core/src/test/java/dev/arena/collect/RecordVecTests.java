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

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.Owned;
import dev.arena.Shared;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that a vector of records keeps its records, and cannot be used after its end. */
class RecordVecTests {
    private final Arena arena = Arena.builder().byteBudget(1 << 20).build();

    record Reading(int station, double temperature, long timestamp) {}

    record Named(int id, @Nullable String name, @Nullable Utf8String tag) {}

    record Moody(int value) {
        @Override
        public int value() {
            if (value < 0) {
                throw new UnsupportedOperationException("moody");
            }
            return value;
        }
    }

    record Two(int first, Moody second) {}

    @AfterEach
    void closeArena() {
        arena.close();
    }

    private RecordVec<Reading> readings(int count) {
        var readings = new RecordVec<>(arena, Reading.class);
        for (int i = 0; i < count; i++) {
            readings.add(reading(i));
        }
        return readings;
    }

    private static Reading reading(int i) {
        return new Reading(i, i * 0.5, -i);
    }

    private RecordVec<Named> names(String... names) {
        var vector = new RecordVec<>(arena, Named.class);
        for (String name : names) {
            vector.add(new Named((int) vector.size(), name, Utf8String.copyOf(arena, name)));
        }
        return vector;
    }

    private static List<String> namesOf(RecordRows<Named> vector) {
        return vector.stream().map(each -> each.name() + "/" + each.tag()).toList();
    }

    @Test
    void vectorGrowsInPlaceAndByMoving() {
        RecordVec<Reading> inPlace = readings(100);
        assertThat(arena.stats().relocations()).isZero();
        arena.allocate(1, 1);
        for (int i = 100; i < 1000; i++) {
            inPlace.add(reading(i));
        }
        assertThat(arena.stats().relocations()).isPositive();
        for (int i = 0; i < 1000; i++) {
            assertThat(inPlace.get(i)).isEqualTo(reading(i));
        }
        assertThat(inPlace.size()).isEqualTo(1000);
    }

    @Test
    void indexesAreCheckedLikeInJavaUtil() {
        RecordVec<Reading> vector = readings(3);
        for (long index : new long[]{-1, 3, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> vector.get(index)).isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("Index %d out of bounds for length 3", index);
            assertThatThrownBy(() -> vector.set(index, reading(1))).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> vector.remove(index)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> vector.cursor().moveTo(index)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> vector.insert(4, reading(1))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.insert(-1, reading(1))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.truncate(4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.truncate(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.removeRange(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.removeRange(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(vector).containsExactly(reading(0), reading(1), reading(2));
    }

    @Test
    void appendedRowsAreZeroAfterOtherRowsWereRemoved() {
        RecordVec<Reading> vector = readings(20);
        vector.set(3, reading(77));
        vector.insert(2, reading(78));
        vector.remove(19);
        vector.truncate(5);
        vector.remove(0);
        vector.sort(Comparator.comparingLong(Reading::timestamp));
        for (int i = 4; i < 200; i++) {
            assertThat(vector.addRow()).isEqualTo(i * 24L);
            assertThat(vector.get(i)).isEqualTo(new Reading(0, 0, 0));
        }
        vector.shrink();
        vector.set(0, reading(79));
        vector.addRow();
        assertThat(vector.get(200)).isEqualTo(new Reading(0, 0, 0));
        vector.clear();
        vector.addRow();
        assertThat(vector.get(0)).isEqualTo(new Reading(0, 0, 0));
    }

    @Test
    void rowsCanBeFilledFieldByField() {
        var vector = new RecordVec<>(arena, Named.class);
        Field id = vector.layout().field("id");
        Field name = vector.layout().field("name");
        for (int i = 0; i < 100; i++) {
            long row = vector.addRow();
            long start = vector.text().byteLength();
            vector.text().append("name").append(i);
            name.setText(vector.rows(), row, start, (int) (vector.text().byteLength() - start));
            id.setInt(vector.rows(), row, i);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(vector.get(i)).isEqualTo(new Named(i, "name" + i, null));
        }
    }

    @Test
    void exhaustionDoesNotChangeTheVector() {
        try (Arena small = Arena.builder().byteBudget(16 << 10).chunkSizes(4096, 4096).maxNormalAlloc(4096).build()) {
            var vector = new RecordVec<>(small, Reading.class);
            List<Reading> expected = new ArrayList<>();
            assertThatThrownBy(() -> {
                for (int i = 0;; i++) {
                    vector.add(reading(i));
                    expected.add(reading(i));
                }
            }).isInstanceOf(ArenaExhaustedException.class);
            assertThat(expected).hasSizeGreaterThan(100);
            assertThat(vector).containsExactlyElementsOf(expected);
            assertThatThrownBy(() -> vector.insert(1, reading(1))).isInstanceOf(ArenaExhaustedException.class);
            assertThatThrownBy(vector::addRow).isInstanceOf(ArenaExhaustedException.class);
            assertThatThrownBy(() -> vector.addAll(List.of(reading(1)))).isInstanceOf(ArenaExhaustedException.class);
            assertThatThrownBy(() -> vector.reserve(1)).isInstanceOf(ArenaExhaustedException.class);
            assertThatThrownBy(() -> vector.reserve(Long.MAX_VALUE)).isInstanceOf(ArenaExhaustedException.class);
            assertThat(vector).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void vectorGrowsByLessIfItCannotDouble() {
        try (Arena small = Arena.builder().byteBudget(4096).chunkSizes(4096, 4096).maxNormalAlloc(4096).build()) {
            var vector = new RecordVec<>(small, RecordLayout.of(Reading.class), 100);
            for (int i = 0; i <= 100; i++) {
                vector.add(reading(i));
            }
            assertThat(vector.capacity()).isEqualTo(150);
            assertThat(vector.get(100)).isEqualTo(reading(100));
        }
    }

    @Test
    void exhaustionByATextOfARecordDoesNotChangeTheVector() {
        try (Arena small = Arena.builder().byteBudget(16 << 10).chunkSizes(4096, 4096).maxNormalAlloc(4096).build()) {
            var vector = new RecordVec<>(small, Named.class);
            vector.add(new Named(1, "one", null));
            long written = vector.text().byteLength();
            Utf8String large = Utf8String.copyOf(small, "x".repeat(3000));
            var tooLarge = new Named(2, "fits", Utf8String.of(MemorySegment.ofArray(new byte[14_000])));
            assertThatThrownBy(() -> vector.add(tooLarge)).isInstanceOf(ArenaExhaustedException.class);
            assertThatThrownBy(() -> vector.set(0, tooLarge)).isInstanceOf(ArenaExhaustedException.class);
            assertThatThrownBy(() -> vector.insert(0, tooLarge)).isInstanceOf(ArenaExhaustedException.class);
            assertThatThrownBy(() -> vector.addAll(List.of(new Named(2, "two", null), tooLarge)))
                    .isInstanceOf(ArenaExhaustedException.class);
            assertThat(vector).containsExactly(new Named(1, "one", null));
            assertThat(vector.text().byteLength()).isEqualTo(written);
            vector.addRow();
            assertThat(vector.get(1)).as("the row contains no earlier values").isEqualTo(new Named(0, null, null));
            vector.set(1, new Named(2, "two", large));
            assertThat(vector.get(1)).isEqualTo(new Named(2, "two", large));
        }
    }

    @Test
    void malformedTextDoesNotChangeTheVector() {
        RecordVec<Named> vector = names("one");
        var malformed = new Named(2, "\uDE00 in front", null);
        var half = new Named(2, "half \uD83D", null);
        long written = vector.text().byteLength();
        for (Named each : List.of(malformed, half)) {
            assertThatThrownBy(() -> vector.add(each)).isInstanceOf(MalformedTextException.class);
            assertThatThrownBy(() -> vector.set(0, each)).isInstanceOf(MalformedTextException.class);
            assertThat(vector.text().byteLength()).isEqualTo(written);
        }
        vector.add(new Named(3, "\uD83D\uDE00", null));
        assertThat(namesOf(vector)).containsExactly("one/one", "\uD83D\uDE00/null");
    }

    @Test
    void rowContainsFieldValuesInsteadOfAccessorResults() {
        var vector = new RecordVec<>(arena, Two.class);
        vector.add(new Two(1, new Moody(1)));
        vector.set(0, new Two(2, new Moody(-1)));
        vector.insert(0, new Two(3, new Moody(-2)));
        assertThat(vector.get(0)).isEqualTo(new Two(3, new Moody(-2)));
        assertThat(vector.get(1)).isEqualTo(new Two(2, new Moody(-1)));
    }

    @Test
    void replacingOnlyNumbersAddsNoText() {
        RecordVec<Named> vector = names("one", "two");
        long written = vector.text().byteLength();
        for (int i = 0; i < 1000; i++) {
            Named old = vector.get(i & 1);
            vector.set(i & 1, new Named(i, old.name(), old.tag()));
        }
        assertThat(vector.text().byteLength()).isEqualTo(written);
        assertThat(vector).containsExactly(new Named(998, "one", Utf8String.copyOf(arena, "one")),
                new Named(999, "two", Utf8String.copyOf(arena, "two")));
    }

    @Test
    void textRemainsReadableAfterItsRowWasRemoved() {
        RecordVec<Named> vector = names("one", "two", "three");
        Utf8String tag = Objects.requireNonNull(vector.get(1).tag());
        vector.remove(1);
        for (int i = 0; i < 5000; i++) {
            vector.add(new Named(i, "filler" + i, null));
        }
        assertThat(tag.toString()).isEqualTo("two");
        vector.clear();
        assertThat(vector.text().byteLength()).isZero();
        assertThat(vector.isEmpty()).isTrue();
    }

    @Test
    void vectorCanBeAddedToItself() {
        RecordVec<Named> names = names("one", "two");
        names.addAll(names);
        assertThat(namesOf(names)).containsExactly("one/one", "two/two", "one/one", "two/two");
        RecordVec<Reading> readings = readings(2);
        readings.addAll(readings);
        assertThat(readings).containsExactly(reading(0), reading(1), reading(0), reading(1));
        readings.addAll(List.of(reading(5)));
        assertThat(readings.get(4)).isEqualTo(reading(5));
    }

    @Test
    void sortIsStableAndAFailingComparatorChangesNothing() {
        RecordVec<Named> vector = names("c", "a", "b", "a", "c");
        assertThatThrownBy(() -> vector.sort((_, _) -> {
            throw new UnsupportedOperationException("no order");
        })).hasMessage("no order");
        assertThat(vector.stream().map(Named::id)).containsExactly(0, 1, 2, 3, 4);
        vector.sort(Comparator.comparing(Named::name));
        assertThat(vector.stream().map(Named::id)).containsExactly(1, 3, 2, 0, 4);
        assertThat(namesOf(vector)).containsExactly("a/a", "a/a", "b/b", "c/c", "c/c");
    }

    @Test
    void binarySearchReturnsTheResultOfCollections() {
        RecordVec<Reading> vector = new RecordVec<>(arena, Reading.class);
        for (int i = 0; i < 50; i++) {
            vector.add(reading(2 * i));
        }
        List<Reading> list = vector.stream().toList();
        Comparator<Reading> order = Comparator.comparingInt(Reading::station);
        for (int i = -1; i < 101; i++) {
            assertThat(vector.binarySearch(reading(i), order))
                    .isEqualTo(java.util.Collections.binarySearch(list, reading(i), order));
        }
    }

    @Test
    void iteratorReturnsLaterElementsAndThrowsAtTheEnd() {
        RecordVec<Reading> vector = readings(2);
        Iterator<Reading> all = vector.iterator();
        assertThat(all.next()).isEqualTo(reading(0));
        vector.add(reading(2));
        assertThat(all.next()).isEqualTo(reading(1));
        assertThat(all.next()).isEqualTo(reading(2));
        assertThat(all.hasNext()).isFalse();
        assertThatThrownBy(all::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(all::remove).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equalityIsTheEqualityOfLists() {
        RecordVec<Named> vector = names("one", "two");
        List<Named> list = vector.stream().toList();
        assertThat(vector).isEqualTo(names("one", "two")).isNotEqualTo(names("one")).isNotEqualTo(names("one", "too"))
                .isNotEqualTo(list).hasSameHashCodeAs(list).hasToString(list.toString());
        assertThat(names("one", "two").freeze()).isEqualTo(vector);
    }

    @Test
    void reserveTakesTheRequestedMemoryAndShrinkReturnsIt() {
        var vector = new RecordVec<>(arena, RecordLayout.of(Reading.class), 5);
        assertThat(vector.capacity()).isEqualTo(5);
        vector.reserve(100);
        assertThat(vector.capacity()).isEqualTo(100);
        vector.add(reading(1));
        long next = vector.rows().address() + 2 * 24;
        vector.shrink();
        assertThat(vector.capacity()).isEqualTo(1);
        assertThat(arena.allocate(1, 1).address()).as("returned memory").isEqualTo(next);
        vector.add(reading(2));
        assertThat(vector).containsExactly(reading(1), reading(2));
        assertThatIllegalArgumentException().isThrownBy(() -> vector.reserve(-1)).withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordVec<>(arena, RecordLayout.of(Reading.class), -1));
    }

    @Test
    void everyOperationThrowsAfterAReset() {
        RecordVec<Named> vector = names("one", "two");
        RecordCursor<Named> cursor = vector.cursor();
        cursor.next();
        Utf8String tag = Objects.requireNonNull(vector.get(0).tag());
        arena.reset();
        names("somebody", "else");
        assertThatIllegalStateException().isThrownBy(() -> vector.get(0));
        assertThatIllegalStateException().isThrownBy(() -> vector.set(0, new Named(1, null, null)));
        assertThatIllegalStateException().isThrownBy(() -> vector.add(new Named(1, "x", null)));
        assertThatIllegalStateException().isThrownBy(() -> vector.sort(Comparator.comparingInt(Named::id)));
        assertThatIllegalStateException().isThrownBy(() -> vector.remove(0));
        assertThatIllegalStateException().isThrownBy(vector::freeze);
        assertThatIllegalStateException().isThrownBy(cursor::toRecord);
        assertThatIllegalStateException().isThrownBy(() -> cursor.getInt(vector.layout().field("id")));
        assertThatIllegalStateException().isThrownBy(() -> tag.byteAt(0));
        assertThatIllegalStateException()
                .isThrownBy(() -> vector.rows().get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    void freezingReturnsTheSameMemoryAndEndsTheVector() {
        RecordVec<Reading> vector = readings(100);
        MemorySegment rows = vector.rows();
        RecordSlice<Reading> frozen = vector.freeze();
        assertThat(frozen.rows().address()).isEqualTo(rows.address());
        assertThat(frozen.rows().byteSize()).isEqualTo(2400);
        assertThat(frozen.rows().isReadOnly()).isTrue();
        assertThat(frozen.size()).isEqualTo(100);
        assertThat(frozen.get(99)).isEqualTo(reading(99));
        assertThat(arena.allocate(8, 8).address()).as("the tail was returned").isEqualTo(rows.address() + 2400);
        assertThatIllegalStateException().isThrownBy(() -> vector.add(reading(1))).withMessageContaining("frozen");
        assertThatIllegalStateException().isThrownBy(vector::addRow).withMessageContaining("frozen");
        assertThatIllegalStateException().isThrownBy(vector::size).withMessageContaining("frozen");
        assertThatIllegalStateException().isThrownBy(() -> vector.get(0)).withMessageContaining("frozen");
        assertThatIllegalStateException().isThrownBy(vector::freeze).withMessageContaining("frozen");
        assertThatIllegalStateException().isThrownBy(vector::rows).withMessageContaining("frozen");
        assertThatIllegalStateException().isThrownBy(() -> vector.addAll(List.of())).withMessageContaining("frozen");
    }

    @Test
    void textIsFrozenWithTheRows() {
        RecordSlice<Named> frozen = names("one", "two").freeze();
        assertThat(namesOf(frozen)).containsExactly("one/one", "two/two");
        assertThat(frozen.textSegment().isReadOnly()).isTrue();
    }

    @Test
    void escapedRowsRemainAfterTheResetWithTheirText() {
        Owned<RecordSlice<Named>> names = names("one", "two").freezeOwned();
        Owned<RecordSlice<Reading>> readings = readings(1000).freezeOwned();
        try (Shared<RecordSlice<Named>> shared = names("three").freezeShared()) {
            arena.reset();
            readings(2000);
            assertThat(namesOf(names.get())).containsExactly("one/one", "two/two");
            assertThat(namesOf(shared.get())).containsExactly("three/three");
            for (int i = 0; i < 1000; i++) {
                assertThat(readings.get().get(i)).isEqualTo(reading(i));
            }
        }
        RecordSlice<Named> view = names.get();
        names.close();
        readings.close();
        assertThatIllegalStateException().isThrownBy(names::get);
        assertThat(view.size()).isEqualTo(2);
    }

    @Test
    void failedEscapeLeavesTheVectorUsable() {
        try (Arena small = Arena.builder().byteBudget(8 << 10).chunkSizes(4096, 4096).maxNormalAlloc(4096).build()) {
            var vector = new RecordVec<>(small, Named.class);
            vector.add(new Named(1, "x".repeat(2000), null));
            small.allocate(3500, 1);
            assertThatThrownBy(vector::freezeOwned).isInstanceOf(ArenaExhaustedException.class);
            assertThat(vector.get(0).id()).isEqualTo(1);
            vector.add(new Named(2, null, null));
            assertThat(vector.get(1).id()).isEqualTo(2);
        }
    }

    @Test
    void emptyVectorCanEscape() {
        try (Owned<RecordSlice<Named>> none = new RecordVec<>(arena, Named.class).freezeOwned();
                Owned<RecordSlice<Reading>> nothing = readings(0).freezeOwned()) {
            arena.reset();
            assertThat(none.get()).isEmpty();
            assertThat(nothing.get()).isEmpty();
        }
    }

    @Test
    void vectorWithoutTextComponentsHasNoText() {
        assertThatIllegalStateException().isThrownBy(() -> readings(1).text()).withMessageContaining("Reading");
        assertThat(readings(1).textSegment()).isEqualTo(MemorySegment.NULL);
    }
}
