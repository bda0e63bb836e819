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

import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.Function;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that bounds of arrays are checked before memory is taken, and that iterators behave as specified. */
class VecAccessTests {
    private final Arena arena = Arena.create();
    private final ByteVec bytes = new ByteVec(arena, 1);
    private final IntVec ints = new IntVec(arena, 1);
    private final LongVec longs = new LongVec(arena, 1);
    private final DoubleVec doubles = new DoubleVec(arena, 1);

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @Test
    void invalidArrayRangeTakesNoMemory() {
        List<ThrowingCallable> calls = Stream.<Function<int[], ThrowingCallable>>of(
                range -> () -> bytes.addAll(new byte[3], range[0], range[1]),
                range -> () -> bytes.write(new byte[3], range[0], range[1]),
                range -> () -> ints.addAll(new int[3], range[0], range[1]),
                range -> () -> longs.addAll(new long[3], range[0], range[1]),
                range -> () -> doubles.addAll(new double[3], range[0], range[1]))
                .flatMap(call -> Stream.of(new int[]{-1, 2}, new int[]{2, 2}, new int[]{4, 0}, new int[]{0, -1},
                        new int[]{1, Integer.MAX_VALUE}).map(call))
                .toList();
        for (ThrowingCallable call : calls) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(call)
                    .withMessageContaining("length 3");
        }
        assertThat(List.of(bytes.capacity(), ints.capacity(), longs.capacity(), doubles.capacity())).containsOnly(1L);
        assertThat(List.of(bytes.size(), ints.size(), longs.size(), doubles.size())).containsOnly(0L);
    }

    @Test
    void iteratorsEndAndDoNotSupportRemove() {
        ints.addAll(1, 2);
        longs.addAll(1, 2);
        doubles.addAll(1, 2);
        for (PrimitiveIterator<?, ?> iterator : List.of(ints.iterator(), longs.iterator(), doubles.iterator())) {
            assertThat(iterator.next()).asString().startsWith("1");
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(iterator::remove);
            assertThat(iterator.next()).asString().startsWith("2");
            assertThat(iterator.hasNext()).isFalse();
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
        }
    }

    @Test
    void iteratorsReturnElementsAppendedLater() {
        ints.add(1);
        PrimitiveIterator.OfInt iterator = ints.iterator();
        iterator.nextInt();
        assertThat(iterator.hasNext()).isFalse();
        ints.add(2);
        assertThat(iterator.nextInt()).isEqualTo(2);
    }

    @Test
    void actionMayRemoveLaterElements() {
        ints.addAll(1, 2, 3, 4);
        ints.forEach(value -> ints.truncate(Math.min(ints.size(), 2)));
        assertThat(ints.toArray()).containsExactly(1, 2);
    }

    @Test
    void doublesAreEqualIfTheirBoxesAre() {
        var others = new DoubleVec(arena);
        doubles.addAll(1, Double.NaN, 2);
        others.addAll(1, Double.longBitsToDouble(0xFFF8_0000_0000_0001L), 2);
        assertThat(doubles).isEqualTo(others).hasSameHashCodeAs(others);
        others.set(2, 3);
        assertThat(doubles).isNotEqualTo(others);
        doubles.clear();
        others.clear();
        doubles.add(0.0);
        others.add(-0.0);
        assertThat(doubles).isNotEqualTo(others);
    }

    @Test
    void frozenVectorCannotBeIterated() {
        ints.freeze();
        longs.freeze();
        doubles.freeze();
        assertThatIllegalStateException().isThrownBy(ints::iterator);
        assertThatIllegalStateException().isThrownBy(longs::iterator);
        assertThatIllegalStateException().isThrownBy(doubles::iterator);
    }
}
