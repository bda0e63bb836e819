package dev.arena.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Would fail if one of the ways to change a vector left other elements than the same change of a list. */
class VecChangesTests {
    private final Arena arena = Arena.create();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 20261129})
    void anySequenceOfChangesLeavesWhatAListHas(long seed) {
        var random = new Random(seed);
        var vec = new IntVec(arena);
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            change(vec, list, random);
            assertThat(vec).as("seed %d, step %d", seed, i).containsExactlyElementsOf(list);
        }
    }

    private void change(IntVec vec, List<Integer> list, Random random) {
        int from = random.nextInt(list.size() + 1);
        int to = from + random.nextInt(Math.min(4, list.size() - from + 1));
        int value = random.nextInt(4);
        switch (random.nextInt(list.size() > 40 ? 6 : 9)) {
            case 0 -> {
                if (!list.isEmpty()) {
                    assertThat(vec.pop()).isEqualTo(list.removeLast());
                }
            }
            case 1 -> {
                if (from < list.size()) {
                    assertThat(vec.swapRemove(from)).isEqualTo(list.get(from));
                    list.set(from, list.getLast());
                    list.removeLast();
                }
            }
            case 2 -> assertThat(vec.removeIf(each -> each == value)).isEqualTo(list.removeIf(each -> each == value));
            case 3 -> {
                vec.dedup();
                for (int i = list.size() - 1; i > 0; i--) {
                    if (list.get(i).equals(list.get(i - 1))) {
                        list.remove(/* index */ i);
                    }
                }
            }
            case 4 -> {
                IntVec tail = vec.splitOff(from);
                assertThat(tail).containsExactlyElementsOf(list.subList(from, list.size()));
                list.subList(from, list.size()).clear();
            }
            case 5 -> {
                vec.resize(from, value);
                list.subList(from, list.size()).clear();
            }
            case 6 -> {
                int[] values = random.ints(random.nextInt(6), 0, 4).toArray();
                vec.splice(from, to, values);
                list.subList(from, to).clear();
                list.addAll(from, IntStream.of(values).boxed().toList());
            }
            case 7 -> {
                vec.resize(list.size() + 3L, value);
                list.addAll(List.of(value, value, value));
            }
            default -> {
                vec.addAll(IntStream.range(0, value));
                vec.addAll(List.of(7, 7));
                list.addAll(IntStream.range(0, value).boxed().toList());
                list.addAll(List.of(7, 7));
            }
        }
    }

    @Test
    void everyTypeHasTheSameChanges() {
        var shorts = new ShortVec(arena);
        shorts.addAll(IntStream.of(1, 2, 2));
        shorts.dedup();
        assertThat(shorts).containsExactly((short) 1, (short) 2);
        assertThat(shorts.pop()).isEqualTo((short) 2);
        var longs = new LongVec(arena);
        longs.addAll(LongStream.of(1, 2, 3));
        assertThat(longs.removeIf(each -> each > 1)).isTrue();
        assertThat(longs).containsExactly(1L);
        var floats = new FloatVec(arena);
        floats.addAll(DoubleStream.of(0.5, Double.NaN, Double.NaN));
        floats.dedup();
        assertThat(floats).containsExactly(0.5f, Float.NaN);
        var doubles = new DoubleVec(arena);
        doubles.addAll(List.of(1.5, 2.5));
        assertThat(doubles.swapRemove(0)).isEqualTo(1.5);
        assertThat(doubles).containsExactly(2.5);
        var flags = new BooleanVec(arena);
        flags.add(true);
        flags.add(false);
        flags.set(0, false);
        flags.addAll(flags);
        assertThat(flags).containsExactly(false, false, false, false).hasToString("[false, false, false, false]");
        assertThat(flags.count(false)).isEqualTo(4);
        assertThat(flags.hashCode()).isEqualTo(List.of(false, false, false, false).hashCode());
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        var vec = new IntVec(arena);
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(vec::pop);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> vec.swapRemove(0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> vec.splitOff(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> vec.splice(0, 1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> vec.resize(-1, 0)).withMessageContaining("-1");
    }

    @Test
    void additionsThatFailLeaveNothing() {
        try (Arena small = Arena.builder().byteBudget(4096).build()) {
            var vec = new IntVec(small);
            vec.add(1);
            assertThatExceptionOfType(ArenaExhaustedException.class)
                    .isThrownBy(() -> vec.addAll(IntStream.range(0, 5000)));
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> vec.resize(5000, 0));
            assertThat(vec).containsExactly(1);
        }
    }

    @Test
    void aConditionThatThrowsLeavesWhatItHasNotSeen() {
        var vec = new IntVec(arena);
        vec.addAll(1, 2, 3, 4);
        assertThatIllegalArgumentException().isThrownBy(() -> vec.removeIf(each -> {
            if (each == 3) {
                throw new IllegalArgumentException("three");
            }
            return each == 1;
        }));
        assertThat(vec).containsExactly(2, 3, 4);
    }
}
