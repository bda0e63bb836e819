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

package dev.arena;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that no segment can access memory that another owner uses. */
class IsolationTests {
    private static final int MINE = 0x5A;
    private static final int THEIRS = 0x33;
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    /** A segment of an ended generation, and views that were created before its end. */
    record Stale(MemorySegment segment, MemorySegment slice, MemorySegment readOnly, ByteBuffer buffer) {
        static Stale of(MemorySegment segment) {
            return new Stale(segment, segment.asSlice(8, 16), segment.asReadOnly(), segment.asByteBuffer());
        }
    }

    enum Access {
        GET(stale -> stale.segment.get(JAVA_BYTE, 0)),
        GET_INT(stale -> stale.segment.get(JAVA_INT, 4)),
        GET_AT_INDEX(stale -> stale.segment.getAtIndex(JAVA_LONG, 1)),
        GET_STRING(stale -> stale.segment.getString(0)),
        SET(stale -> stale.segment.set(JAVA_BYTE, 0, (byte) 1)),
        SET_AT_INDEX(stale -> stale.segment.setAtIndex(JAVA_LONG, 1, 1L)),
        SET_STRING(stale -> stale.segment.setString(0, "intruder")),
        NEW_SLICE(stale -> stale.segment.asSlice(8, 8).get(JAVA_BYTE, 0)),
        OLD_SLICE(stale -> stale.slice.get(JAVA_BYTE, 0)),
        SLICE_OF_OLD_SLICE(stale -> stale.slice.asSlice(4, 4).set(JAVA_BYTE, 0, (byte) 1)),
        READ_ONLY_VIEW(stale -> stale.readOnly.get(JAVA_BYTE, 0)),
        FILL(stale -> stale.segment.fill((byte) 1)),
        FILL_SLICE(stale -> stale.slice.fill((byte) 1)),
        COPY_FROM_IT(stale -> MemorySegment.ofArray(new byte[64]).copyFrom(stale.segment)),
        COPY_INTO_IT(stale -> stale.segment.copyFrom(MemorySegment.ofArray(new byte[64]))),
        COPY_TO_ARRAY(stale -> MemorySegment.copy(stale.segment, JAVA_BYTE, 0, new byte[8], 0, 8)),
        TO_ARRAY(stale -> stale.segment.toArray(JAVA_BYTE)),
        MISMATCH(stale -> stale.segment.mismatch(MemorySegment.ofArray(new byte[64]))),
        MISMATCH_AS_OTHER(stale -> MemorySegment.ofArray(new byte[64]).mismatch(stale.segment)),
        VAR_HANDLE(stale -> LONG.setVolatile(stale.segment, 0L, 1L)),
        COMPARE_AND_SET(stale -> LONG.compareAndSet(stale.segment, 0L, 0L, 1L)),
        ELEMENTS(stale -> stale.segment.elements(JAVA_INT).forEach(each -> each.set(JAVA_INT, 0, 1))),
        NEW_BUFFER(stale -> stale.segment.asByteBuffer().get(0)),
        OLD_BUFFER_GET(stale -> stale.buffer.get(0)),
        OLD_BUFFER_PUT(stale -> stale.buffer.put(0, (byte) 1)),
        OLD_BUFFER_BULK(stale -> stale.buffer.get(0, new byte[16])),
        OLD_BUFFER_SLICE(stale -> stale.buffer.slice(0, 4).putInt(0, 1));

        @SuppressWarnings("ImmutableEnumChecker")
        private final Consumer<Stale> how;

        Access(Consumer<Stale> how) {
            this.how = how;
        }
    }

    enum Ending {
        RESET(Arena::reset),
        CLOSE(Arena::close);

        @SuppressWarnings("ImmutableEnumChecker")
        private final Consumer<Arena> how;

        Ending(Consumer<Arena> how) {
            this.how = how;
        }
    }

    /** Returns the builder of a pool whose arenas must reuse the same memory, with or without quarantine. */
    private static ArenaBuilder onlyOneChunk() {
        return Arena.builder().chunkSizes(4096, 4096).poolByteBudget(4096);
    }

    static Stream<Arguments> everyAccessAfterEveryEnding() {
        return Stream.of(Confinement.values())
                .flatMap(confinement -> Stream.of(Ending.values())
                        .flatMap(ending -> Stream.of(Access.values())
                                .map(access -> Arguments.of(confinement, ending, access))));
    }

    @ParameterizedTest
    @MethodSource("everyAccessAfterEveryEnding")
    void staleAccessThrowsAfterAnotherArenaReusedTheMemory(Confinement confinement, Ending ending, Access access) {
        var source = new CountingSource();
        try (ArenaPool pool = onlyOneChunk().confinement(confinement).chunkSource(source)
                .buildPool();
                Arena first = pool.open()) {
            MemorySegment segment = first.allocate(64, 16);
            segment.fill((byte) MINE);
            Stale stale = Stale.of(segment);
            ending.how.accept(first);

            try (Arena second = pool.open()) {
                MemorySegment theirs = second.allocate(64, 16);
                theirs.fill((byte) THEIRS);

                assertThat(theirs.address()).as("the same memory").isEqualTo(segment.address());
                assertThat(source.calls()).isEqualTo(1);
                assertThatThrownBy(() -> access.how.accept(stale)).isInstanceOf(IllegalStateException.class);
                assertThat(Segments.isFilledWith(theirs, THEIRS)).isTrue();
                assertThat(segment.scope().isAlive()).isFalse();
                assertThat(stale.slice.scope().isAlive()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void segmentsOfEarlierGenerationsAreStale(Confinement confinement) {
        try (Arena arena = Arena.builder().chunkSizes(4096, 4096).byteBudget(4096).confinement(confinement).build()) {
            List<MemorySegment> generations = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                MemorySegment now = arena.allocate(64, 16);
                generations.add(now);
                assertThat(now.scope().isAlive()).isTrue();
                for (MemorySegment earlier : generations.subList(0, i)) {
                    assertThat(earlier.address()).isEqualTo(now.address());
                    assertThat(earlier.scope()).isNotEqualTo(now.scope());
                    assertThat(earlier.scope().isAlive()).isFalse();
                    assertThatThrownBy(() -> earlier.get(JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
                }
                arena.reset();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"CONFINED, RESET", "CONFINED, CLOSE", "SHARED, CLOSE"})
    void allSegmentsEndWithTheirGeneration(Confinement confinement, Ending ending) {
        try (Arena arena = Arena.builder().chunkSizes(512, 1024).maxNormalAlloc(512).confinement(confinement).build()) {
            List<MemorySegment> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(arena.allocate(400, 8));
                all.add(arena.allocate(5000, 8));
                all.add(arena.allocate(0, 8));
            }
            assertThat(arena.stats().normalChunksAllocated()).isGreaterThan(5);
            ending.how.accept(arena);
            for (MemorySegment segment : all) {
                assertThat(segment.scope().isAlive()).isFalse();
                assertThatThrownBy(() -> segment.fill((byte) 1)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void endOfAnArenaDoesNotAffectOthers() {
        try (ArenaPool pool = Arena.builder().buildPool(); Arena stays = pool.open()) {
            MemorySegment kept = stays.allocate(1000, 8);
            kept.fill((byte) MINE);
            for (int i = 0; i < 100; i++) {
                try (Arena passes = pool.open()) {
                    passes.allocate(4000, 8).fill((byte) THEIRS);
                }
            }
            assertThat(Segments.isFilledWith(kept, MINE)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void segmentOfAnotherArenaKeepsItsThreadRule(Confinement confinement) throws Exception {
        try (Arena arena = Arena.builder().confinement(confinement).build();
                var other = Executors.newSingleThreadExecutor()) {
            MemorySegment segment = arena.allocate(8, 8);
            Future<Byte> read = other.submit(() -> segment.get(JAVA_BYTE, 0));
            if (confinement == Confinement.SHARED) {
                assertThat(read.get()).isZero();
            } else {
                assertThatThrownBy(read::get).hasCauseInstanceOf(WrongThreadException.class);
            }
        }
    }

    @Test
    void readersOfASharedArenaNeverReadMemoryOfTheNextOwner() throws Exception {
        try (ArenaPool pool = onlyOneChunk().confinement(Confinement.SHARED).buildPool();
                var readers = Executors.newFixedThreadPool(3)) {
            for (int round = 0; round < 50; round++) {
                Arena mine = pool.open();
                MemorySegment segment = mine.allocate(4096, 8);
                segment.fill((byte) MINE);
                var reading = new CountDownLatch(3);
                var dead = new AtomicBoolean();
                List<Future<Byte>> seen = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    seen.add(readers.submit(() -> readUntilItDies(segment, reading, dead)));
                }
                reading.await();
                try {
                    mine.close();
                    try (Arena theirs = pool.open()) {
                        MemorySegment recycled = theirs.allocate(4096, 8);
                        assertThat(recycled.address()).isEqualTo(segment.address());
                        recycled.fill((byte) THEIRS);
                        dead.set(true);
                        for (Future<Byte> last : seen) {
                            assertThat(last.get()).isEqualTo((byte) MINE);
                        }
                    }
                } finally {
                    dead.set(true);
                }
            }
        }
    }

    /**
     * Returns {@link #MINE} if that was the only value read before the access failed, otherwise the other value. Returns 0 if
     * the access never failed.
     */
    private static byte readUntilItDies(MemorySegment segment, CountDownLatch reading, AtomicBoolean dead) {
        try {
            for (long i = 0;; i++) {
                boolean mustBeDead = dead.get();
                byte value = segment.get(JAVA_BYTE, i & 4095);
                if (value != MINE || mustBeDead) {
                    return value == MINE ? 0 : value;
                }
                if (i == 100) {
                    reading.countDown();
                }
            }
        } catch (IllegalStateException _) {
            return MINE;
        }
    }
}
