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
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaStats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests the memory of vectors of any type: growth, exhaustion, and the end of the generation. */
class VecTests {

    private static Arena small() {
        return Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(8192).build();
    }

    /** Returns each operation that needs room for another element. */
    private static <E extends Comparable<E>> Map<String, ThrowingCallable> growing(VecSubject<E> subject) {
        E value = subject.any().apply(new Random(1));
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("add", () -> subject.add().accept(value));
        calls.put("addArray", () -> subject.addArray().accept(List.of(value)));
        calls.put("addSegment", () -> subject.addSegment().accept(MemorySegment.ofArray(new byte[8])));
        calls.put("addItself", subject.addItself()::run);
        calls.put("insert", () -> subject.insert().accept(0L, value));
        calls.put("reserve", () -> subject.vec().reserve(1));
        return calls;
    }

    /** Returns each operation that reads or changes an element. */
    private static <E extends Comparable<E>> Map<String, ThrowingCallable> touching(VecSubject<E> subject) {
        E value = subject.any().apply(new Random(1));
        Map<String, ThrowingCallable> calls = growing(subject);
        calls.put("get", () -> subject.get().apply(0));
        calls.put("set", () -> subject.set().accept(0L, value));
        calls.put("remove", () -> subject.remove().apply(0));
        calls.put("indexOf", () -> subject.indexOf().applyAsLong(value));
        calls.put("binarySearch", () -> subject.search().applyAsLong(value));
        calls.put("iterate", () -> subject.iterated().get());
        calls.put("toArray", () -> subject.toArray().get());
        calls.put("sort", subject.vec()::sort);
        calls.put("shrink", subject.vec()::shrink);
        calls.put("hashCode", subject.vec()::hashCode);
        calls.put("freeze", subject.vec()::freeze);
        calls.put("freezeOwned", subject.vec()::freezeOwned);
        calls.put("freezeShared", subject.vec()::freezeShared);
        return calls;
    }

    @ParameterizedTest
    @EnumSource
    void exhaustionDoesNotChangeTheVector(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena, 3000 / type.in(arena).bytes());
            List<?> before = subject.fill((int) subject.vec().capacity());
            arena.allocate(4096, 1);
            ArenaStats stats = arena.stats();
            growing(subject).forEach((name, call) -> {
                assertThatThrownBy(call).as(name).isInstanceOf(ArenaExhaustedException.class);
                assertThat(subject.elements()).as(name).isEqualTo(before);
                assertThat(subject.vec().capacity()).as(name).isEqualTo(before.size());
                assertThat(arena.stats()).as(name).isEqualTo(stats);
            });
            subject.vec().truncate(before.size() - 1);
            subject.fill(1);
            assertThat(subject.elements()).hasSameSizeAs(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyExcessiveNumberOfElementsIsRefused(VecSubject.Type type) {
        try (Arena arena = small()) {
            assertThatThrownBy(() -> type.in(arena, Long.MAX_VALUE)).isInstanceOf(ArenaExhaustedException.class);
            VecSubject<?> subject = type.in(arena);
            List<?> before = subject.fill(3);
            assertThatThrownBy(() -> subject.vec().reserve(Long.MAX_VALUE))
                    .isInstanceOf(ArenaExhaustedException.class);
            assertThatThrownBy(() -> subject.vec().reserve(Long.MAX_VALUE / 4))
                    .isInstanceOf(ArenaExhaustedException.class);
            assertThat(subject.elements()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void negativeNumbersOfElementsAreRejected(VecSubject.Type type) {
        try (Arena arena = small()) {
            assertThatIllegalArgumentException().isThrownBy(() -> type.in(arena, -1)).withMessageContaining("-1");
            assertThatIllegalArgumentException().isThrownBy(() -> type.in(arena).vec().reserve(-1))
                    .withMessageContaining("-1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWithItsGeneration(VecSubject.Type type) {
        for (int reserved = 0; reserved < 2; reserved++) {
            try (Arena arena = small()) {
                VecSubject<?> subject = type.in(arena, 3 + reserved);
                subject.fill(3);
                arena.reset();
                assertThat(type.in(arena, 4).fill(4)).as("the new owner of the memory").hasSize(4);
                touching(subject).forEach((name, call) -> {
                    if (!name.equals("reserve") || subject.vec().capacity() == subject.vec().size()) {
                        assertThatThrownBy(call).as(name).isInstanceOf(IllegalStateException.class);
                    }
                    assertThat(subject.vec().size()).as(name).isEqualTo(3);
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void growsInPlaceIfItIsTheLastAllocation(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena);
            long address = subject.vec().segment().address();
            subject.fill(4096 / subject.bytes());
            assertThat(subject.vec().segment().address()).isEqualTo(address);
            assertThat(arena.stats().relocations()).isZero();
            assertThat(arena.stats().bytesHeld()).isEqualTo(4096);
        }
    }

    @ParameterizedTest
    @EnumSource
    void movesOnceIfAnotherAllocationFollows(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena);
            subject.fill((int) subject.vec().capacity());
            MemorySegment behind = arena.allocate(8, 8).fill((byte) 1);
            subject.fill(1000 / subject.bytes());
            assertThat(arena.stats().relocations()).isEqualTo(1);
            assertThat(behind.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(0x0101010101010101L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void elementsAreAligned(VecSubject.Type type) {
        try (Arena arena = small()) {
            arena.allocate(1, 1);
            VecSubject<?> subject = type.in(arena);
            assertThat(subject.vec().segment().address() % subject.bytes()).isZero();
            arena.allocate(1, 1);
            subject.fill(65);
            assertThat(arena.stats().relocations()).isEqualTo(1);
            assertThat(subject.vec().segment().address() % subject.bytes()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void movesRarelyIfOtherAllocationsFollow(VecSubject.Type type) {
        try (Arena arena = Arena.builder().chunkSizes(4096, 65_536).build()) {
            VecSubject<?> subject = type.in(arena, 1);
            for (int i = 1; i <= 1000; i++) {
                subject.fill(1);
                arena.allocate(1, 1);
            }
            assertThat(subject.vec().size()).isEqualTo(1000);
            assertThat(arena.stats().relocations()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void indexOutOfRangeTakesNoMemory(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena, 3);
            List<?> before = subject.fill(3);
            for (long index : new long[]{-1, 4, Long.MIN_VALUE, Long.MAX_VALUE}) {
                insertOne(subject, index);
                assertThat(subject.vec().capacity()).isEqualTo(3);
                assertThat(subject.elements()).isEqualTo(before);
            }
        }
    }

    private static <E extends Comparable<E>> void insertOne(VecSubject<E> subject, long index) {
        assertThatThrownBy(() -> subject.insert().accept(index, subject.any().apply(new Random(1))))
                .isExactlyInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining(String.valueOf(index));
    }

    @ParameterizedTest
    @EnumSource
    void reserveTakesExactlyTheRequestedMemory(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena);
            subject.fill(1);
            subject.vec().reserve(100);
            assertThat(subject.vec().capacity()).isEqualTo(101);
            subject.vec().reserve(5);
            assertThat(subject.vec().capacity()).isEqualTo(101);
            arena.allocate(1, 1);
            subject.fill(100);
            assertThat(arena.stats().relocations()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shrinkReturnsUnusedMemory(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena, 256);
            List<?> before = subject.fill(8);
            subject.vec().shrink();
            assertThat(subject.vec().capacity()).isEqualTo(8);
            assertThat(arena.allocate(1, 1).address())
                    .isEqualTo(subject.vec().segment().address() + 8L * subject.bytes());
            assertThat(subject.elements()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shrinkKeepsMemoryThatAViewCanAccess(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena, 256);
            subject.fill(100);
            MemorySegment view = subject.vec().segment();
            subject.vec().truncate(8);
            subject.vec().shrink();
            long next = arena.allocate(1, 1).address();
            assertThat(next).isEqualTo(view.address() + view.byteSize());
        }
    }

    @ParameterizedTest
    @EnumSource
    void freezesWithoutCopying(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena, 256);
            List<?> before = subject.fill(10);
            long address = subject.vec().segment().address();
            MemorySegment frozen = subject.vec().freeze();
            assertThat(frozen.address()).isEqualTo(address);
            assertThat(frozen.byteSize()).isEqualTo(10L * subject.bytes());
            assertThat(frozen.isReadOnly()).isTrue();
            assertThat((Object) subject.read().apply(frozen)).isEqualTo(before);
            assertThat(arena.allocate(1, 1).address()).as("tail").isEqualTo(address + 10L * subject.bytes());
            arena.reset();
            assertThatThrownBy(() -> subject.read().apply(frozen)).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void escapesFromItsArena(VecSubject.Type type) {
        try (Arena arena = Arena.builder().chunkSizes(4096, 4096).build()) {
            for (int size : new int[]{0, 1, 1000 / type.in(arena).bytes()}) {
                VecSubject<?> first = type.in(arena);
                VecSubject<?> second = type.in(arena);
                List<?> elements = first.fill(size);
                second.fill(size);
                try (var owned = first.vec().freezeOwned(); var shared = second.vec().freezeShared()) {
                    arena.reset();
                    type.in(arena).fill(size + 1);
                    assertThat(owned.get().isReadOnly()).isTrue();
                    assertThat(shared.get().isReadOnly()).isTrue();
                    assertThat((Object) first.read().apply(owned.get())).isEqualTo(elements);
                    assertThat((Object) second.read().apply(shared.get())).isEqualTo(elements);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void cannotBeUsedAfterFreeze(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena);
            subject.fill(3);
            subject.vec().freeze();
            Map<String, ThrowingCallable> calls = touching(subject);
            calls.put("size", subject.vec()::size);
            calls.put("isEmpty", subject.vec()::isEmpty);
            calls.put("capacity", subject.vec()::capacity);
            calls.put("reserveNothing", () -> subject.vec().reserve(0));
            calls.put("clear", subject.vec()::clear);
            calls.put("truncate", () -> subject.vec().truncate(0));
            calls.put("removeRange", () -> subject.vec().removeRange(0, 0));
            calls.put("segment", subject.vec()::segment);
            calls.put("addNothing", () -> subject.addArray().accept(List.of()));
            calls.put("addNoSegment", () -> subject.addSegment().accept(MemorySegment.NULL));
            calls.forEach((name, call) -> assertThatThrownBy(call).as(name).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("frozen"));
            assertThat(subject.vec()).hasToString("frozen");
        }
    }

    @ParameterizedTest
    @EnumSource
    void failedEscapeDoesNotChangeTheVector(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena);
            List<?> before = subject.fill(3);
            arena.reset();
            assertThatThrownBy(subject.vec()::freezeOwned).isInstanceOf(IllegalStateException.class)
                    .hasMessageNotContaining("frozen");
            assertThat(subject.vec().size()).isEqualTo(before.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void isEqualToVectorsOfTheSameTypeAndElements(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena);
            VecSubject<?> same = type.in(arena, 500);
            subject.fill(20);
            same.fill(20);
            assertThat(subject.vec()).isEqualTo(same.vec()).hasSameHashCodeAs(same.vec());
            same.vec().truncate(19);
            assertThat(subject.vec()).isNotEqualTo(same.vec());
            subject.vec().removeRange(0, 1);
            assertThat(subject.vec()).isNotEqualTo(same.vec()).isNotEqualTo(subject.elements());
            for (VecSubject.Type other : VecSubject.Type.values()) {
                assertThat(other.in(arena).vec().equals(type.in(arena).vec())).isEqualTo(other == type);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void segmentsWithIncompleteElementsAreRejected(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena);
            int more = subject.bytes() / 2;
            if (more > 0) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> subject.addSegment().accept(MemorySegment.ofArray(new byte[8 + more])))
                        .withMessageContaining(String.valueOf(8 + more));
                assertThat(subject.vec().size()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void segmentsNeedNoAlignment(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena);
            MemorySegment odd = arena.allocate(17, 8).asSlice(1, 16).fill((byte) 1);
            subject.addSegment().accept(odd);
            assertThat(subject.vec().segment().mismatch(odd)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void viewsAreReadOnly(VecSubject.Type type) {
        try (Arena arena = small()) {
            VecSubject<?> subject = type.in(arena);
            subject.fill(1);
            assertThat(subject.vec().segment().isReadOnly()).isTrue();
        }
    }
}
