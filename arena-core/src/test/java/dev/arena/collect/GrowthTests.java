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

import java.util.function.Function;
import java.util.function.IntConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.ScarceMemory;
import dev.arena.text.Utf16Builder;
import dev.arena.text.Utf8Builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tests that a growing object adds an element that fits, even if it cannot double, and that a refusal does not change it. */
class GrowthTests {
    private static final long MEGABYTE = 1 << 20;

    private record Point(int x, int y) {}

    private record Named(int number, String name) {}

    /**
     * An object that grows by one element at a time.
     *
     * @param add adds the element with a number
     * @param check fails unless the object contains the elements with the numbers from 0 up to the given size
     */
    private record Growing(IntConsumer add, IntConsumer check) {}

    enum Kind {
        BYTE_VEC(1, 2000, arena -> {
            var vec = new ByteVec(arena);
            return new Growing(number -> vec.add((byte) number), size -> {
                assertThat(vec.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(vec.get(i)).isEqualTo((byte) i);
                }
            });
        }),
        BYTE_SINK(8, 2000, arena -> {
            var vec = new ByteVec(arena);
            return new Growing(vec::writeLong, size -> {
                assertThat(vec.size()).isEqualTo(8L * size);
                for (int i = 0; i < size; i++) {
                    assertThat(vec.get(8L * i + 7)).isEqualTo((byte) i);
                }
            });
        }),
        INT_VEC(4, 2000, arena -> {
            var vec = new IntVec(arena);
            return new Growing(vec::add, size -> {
                assertThat(vec.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(vec.get(i)).isEqualTo(i);
                }
            });
        }),
        LONG_VEC(8, 2000, arena -> {
            var vec = new LongVec(arena);
            return new Growing(vec::add, size -> {
                assertThat(vec.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(vec.get(i)).isEqualTo(i);
                }
            });
        }),
        DOUBLE_VEC(8, 2000, arena -> {
            var vec = new DoubleVec(arena);
            return new Growing(vec::add, size -> {
                assertThat(vec.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(vec.get(i)).isEqualTo(i);
                }
            });
        }),
        RECORD_VEC(8, 2000, arena -> {
            var vec = new RecordVec<>(arena, Point.class);
            return new Growing(number -> vec.add(new Point(number, -number)), size -> {
                assertThat(vec.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(vec.get(i)).isEqualTo(new Point(i, -i));
                }
            });
        }),
        RECORD_VEC_WITH_TEXT(5, 2000, arena -> {
            var vec = new RecordVec<>(arena, Named.class);
            return new Growing(number -> vec.add(new Named(number, "n" + number)), size -> {
                assertThat(vec.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(vec.get(i)).isEqualTo(new Named(i, "n" + i));
                }
            });
        }),
        UTF8_BUILDER(8, 2000, arena -> {
            var builder = new Utf8Builder(arena);
            return new Growing(number -> builder.append("%08d".formatted(number)),
                    size -> assertThat(builder.toString()).isEqualTo(digits(size)));
        }),
        UTF16_BUILDER(16, 2000, arena -> {
            var builder = new Utf16Builder(arena);
            return new Growing(number -> builder.append("%08d".formatted(number)),
                    size -> assertThat(builder.toString()).isEqualTo(digits(size)));
        }),
        LONG_SET(8, 2000, arena -> {
            var set = new LongSet(arena);
            return new Growing(number -> set.add(7L * number), size -> {
                assertThat(set.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(set.find(7L * i)).isEqualTo(i);
                }
                assertThat(set.contains(1)).isFalse();
            });
        }),
        STRING_SET(8, 2000, arena -> {
            var set = new StringSet(arena);
            return new Growing(number -> set.add(key(number)), size -> check(set, size));
        }),
        STRING_SET_TEXT(24, 2700, arena -> { // the text is full before the entries are
            var set = new StringSet(arena);
            return new Growing(number -> set.add(key(number)), size -> check(set, size));
        }),
        RECORD_SET(40, 2000, arena -> {
            var set = new RecordSet<>(arena, Named.class);
            return new Growing(number -> set.add(new Named(number, key(number))), size -> {
                assertThat(set.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(set.elementAt(i)).isEqualTo(new Named(i, key(i)));
                    assertThat(set.find(new Named(i, key(i)))).isEqualTo(i);
                }
            });
        }),
        STRING_LONG_MAP(16, 2000, arena -> {
            var map = new StringLongMap(arena);
            return new Growing(number -> map.put(key(number), number), size -> {
                assertThat(map.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(map.getOrDefault(key(i), -1)).isEqualTo(i);
                }
            });
        }),
        LONG_MAP(16, 2000, arena -> {
            var map = new LongMap<>(arena, Point.class);
            return new Growing(number -> map.put(number, new Point(number, 1)), size -> {
                assertThat(map.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(map.get(i)).isEqualTo(new Point(i, 1));
                }
            });
        }),
        STRING_MAP(16, 2000, arena -> {
            var map = new StringMap<>(arena, Point.class);
            return new Growing(number -> map.put(key(number), new Point(number, 1)), size -> {
                assertThat(map.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(map.get(key(i))).isEqualTo(new Point(i, 1));
                }
            });
        }),
        RECORD_MAP(24, 2000, arena -> {
            var map = new RecordMap<>(arena, Point.class, Point.class);
            return new Growing(number -> map.put(new Point(number, 2), new Point(number, 1)), size -> {
                assertThat(map.size()).isEqualTo(size);
                for (int i = 0; i < size; i++) {
                    assertThat(map.get(new Point(i, 2))).isEqualTo(new Point(i, 1));
                }
            });
        });

        /** Bytes of an element in all parts that become full first, at the same time. */
        private final int elementBytes;

        /** Number of elements that are added with sufficient memory. */
        private final int plenty;

        @SuppressWarnings("ImmutableEnumChecker")
        private final Function<Arena, Growing> factory;

        Kind(int elementBytes, int plenty, Function<Arena, Growing> factory) {
            this.elementBytes = elementBytes;
            this.plenty = plenty;
            this.factory = factory;
        }

        private static String digits(int size) {
            var text = new StringBuilder();
            for (int i = 0; i < size; i++) {
                text.append("%08d".formatted(i));
            }
            return text.toString();
        }

        /** Returns a key of 20 bytes, which needs 24. */
        private static String key(int number) {
            return "number %013d".formatted(number);
        }

        private static void check(StringSet set, int size) {
            assertThat(set.size()).isEqualTo(size);
            for (int i = 0; i < size; i++) {
                assertThat(set.find(key(i))).isEqualTo(i);
                assertThat(set.elementAt(i).toString()).isEqualTo(key(i));
            }
            assertThat(set.contains("unknown")).isFalse();
        }
    }

    private static ArenaPool pool() {
        return Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(1024).byteBudget(64 * MEGABYTE).buildPool();
    }

    /** Adds elements until memory is exhausted, and returns their number. */
    private static int fill(Growing growable, int from) {
        int size = from;
        try {
            for (;; size++) {
                growable.add.accept(size);
            }
        } catch (ArenaExhaustedException e) {
            growable.check.accept(size);
            return size;
        }
    }

    /** Adds elements until the object has to grow without available memory, and returns their number. */
    private static int fill(Kind kind, Growing growable, ArenaPool pool, Arena arena) {
        for (int i = 0; i < kind.plenty; i++) {
            growable.add.accept(i);
        }
        ScarceMemory.leave(pool, arena, 0);
        return fill(growable, kind.plenty);
    }

    @ParameterizedTest
    @EnumSource
    void addsAnElementIfItCannotDouble(Kind kind) {
        try (ArenaPool pool = pool(); Arena arena = pool.open()) {
            Growing growable = kind.factory.apply(arena);
            int full = fill(kind, growable, pool, arena);
            long rejections = pool.stats().arenaRejections();
            pool.changeByteBudget(arena, arena.stats().bytesHeld() + (long) full * kind.elementBytes * 5 / 4);
            growable.add.accept(full);
            assertThat(pool.stats().arenaRejections()).as("the required memory was available").isEqualTo(rejections);
            growable.check.accept(full + 1);
            assertThat(fill(growable, full + 1)).as("there is room for further elements").isGreaterThan(full + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusalNamesOnlyTheNeededSize(Kind kind) {
        try (ArenaPool pool = pool(); Arena arena = pool.open()) {
            Growing growable = kind.factory.apply(arena);
            int full = fill(kind, growable, pool, arena);
            long least = (long) full * kind.elementBytes;
            pool.changeByteBudget(arena, arena.stats().bytesHeld() + least * 3 / 4);
            var refused = catchThrowableOfType(ArenaExhaustedException.class, () -> growable.add.accept(full));
            assertThat(refused.requested()).isLessThan(least + 64);
            growable.check.accept(full);
            pool.changeByteBudget(arena, MEGABYTE);
            growable.add.accept(full);
            growable.check.accept(full + 1);
        }
    }

    @Test
    void vectorOf12MegabytesGrowsInBudgetOf32() {
        try (Arena arena = Arena.builder().byteBudget(32 * MEGABYTE).build()) {
            long size = 12 * MEGABYTE / Long.BYTES;
            var vec = new LongVec(arena, size);
            for (long i = 0; i <= size; i++) {
                vec.add(i);
            }
            assertThat(vec.capacity()).isBetween(size + size / 2, size * 2 - 1);
            assertThat(vec.get(0)).isZero();
            assertThat(vec.get(size)).isEqualTo(size);
        }
    }

    @Test
    void tableThatCannotDoubleIsFilledToSevenEighths() {
        try (ArenaPool pool = pool(); Arena arena = pool.open()) {
            var set = new LongSet(arena, 1200);
            fillTable(pool, arena, set);
            assertThat(set.contains(-1)).isFalse();
            assertThat(set.remove(1000)).isTrue();
            assertThat(set.add(1000)).isTrue();
            assertThat(catchThrowableOfType(ArenaExhaustedException.class, () -> set.add(-1)).requested())
                    .isEqualTo(2 * 2048 * Long.BYTES);
            ScarceMemory.leave(pool, arena, MEGABYTE);
            assertThat(set.add(-1)).isTrue();
            assertThat(set.index().slots.byteSize()).isEqualTo(4096 * Long.BYTES);
            assertThat(Probes.average(set.index())).isLessThan(2);
        }
    }

    private static void fillTable(ArenaPool pool, Arena arena, LongSet set) {
        for (int i = 0; i < 1200; i++) {
            set.add(i);
        }
        ScarceMemory.leave(pool, arena, 2400 * Long.BYTES); // sufficient for twice the elements, but not for twice the 2048 slots
        long before = pool.stats().arenaRejections();
        for (int i = 1200; i < 2048 / 8 * 7; i++) {
            assertThat(set.add(i)).isTrue();
        }
        for (int i = 0; i < 2048 / 8 * 7; i++) {
            assertThat(set.find(i)).isEqualTo(i);
        }
        assertThat(pool.stats().arenaRejections()).as("no refusals").isEqualTo(before);
    }
}
