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

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that memory is not released while a native call uses it. */
class NativeCallTests {
    @SuppressWarnings("restricted")
    private static final FunctionDescriptor COMPARATOR = FunctionDescriptor.of(JAVA_INT,
            ADDRESS.withTargetLayout(JAVA_INT), ADDRESS.withTargetLayout(JAVA_INT));

    /** A comparator for {@code qsort} that first runs an action, and records its exceptions. */
    private static final class Interfering {
        private final Runnable first;
        private final List<Throwable> thrown = new ArrayList<>();
        private int calls;

        Interfering(Runnable first) {
            this.first = first;
        }

        @SuppressWarnings("UnusedMethod") // called by native code
        int compare(MemorySegment a, MemorySegment b) {
            calls++;
            try {
                first.run();
            } catch (Throwable e) { // an exception in an upcall terminates the JVM
                thrown.add(e);
            }
            return Integer.compare(a.get(JAVA_INT, 0), b.get(JAVA_INT, 0));
        }
    }

    @SuppressWarnings("restricted")
    private static void qsort(MemorySegment ints, Interfering comparator) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle qsort = linker.downcallHandle(linker.defaultLookup().findOrThrow("qsort"),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
        MethodHandle compare = MethodHandles.lookup()
                .findVirtual(Interfering.class, "compare",
                        MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class))
                .bindTo(comparator);
        try (var stubs = java.lang.foreign.Arena.ofConfined()) {
            qsort.invokeExact(ints, ints.byteSize() / 4, 4L, linker.upcallStub(compare, COMPARATOR, stubs));
        }
    }

    /** Runs {@code action} while a native call uses {@code ints}, and rethrows its exception. */
    static void whileInUse(MemorySegment ints, Runnable action) throws Throwable {
        var comparator = new Interfering(action);
        qsort(ints, comparator);
        for (Throwable thrown : comparator.thrown) {
            throw thrown;
        }
    }

    enum Ending {
        RESET(Arena::reset),
        CLOSE(Arena::close),
        RESET_BY_ANOTHER_THREAD(arena -> CompletableFuture.runAsync(arena::reset).join()),
        CLOSE_BY_ANOTHER_THREAD(arena -> CompletableFuture.runAsync(arena::close).join());

        @SuppressWarnings("ImmutableEnumChecker")
        private final Consumer<Arena> how;

        Ending(Consumer<Arena> how) {
            this.how = how;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "CLOSE"})
    void confinedArenaDoesNotEndUnderANativeCall(Ending ending) throws Throwable {
        doesNotEndUnderANativeCall(ending, Confinement.CONFINED);
    }

    @ParameterizedTest
    @EnumSource
    void memoryOfASharedArenaThatEndsUnderANativeCallWaitsInQuarantine(Ending ending) throws Throwable {
        var source = new CountingSource();
        try (ArenaPool pool = Arena.builder().chunkSizes(4096, 4096).poolByteBudget(8192)
                .confinement(Confinement.SHARED).chunkSource(source).buildPool(); Arena arena = pool.open()) {
            MemorySegment ints = arena.allocateFrom(JAVA_INT, 5, 3, 9, 1, 7);
            var comparator = new Interfering(() -> {
                if (pool.stats().liveBytes() > 0) {
                    ending.how.accept(arena);
                }
                try (Arena next = pool.open()) { // the pool has room for exactly one more chunk
                    next.allocate(4096, 16).fill((byte) -1);
                    assertThat(next.tryAllocate(4096, 16)).isNull();
                }
            });

            qsort(ints, comparator);

            assertThat(comparator.calls).isGreaterThan(3);
            assertThat(comparator.thrown).isEmpty();
            assertThat(ints.toArray(JAVA_INT)).containsExactly(1, 3, 5, 7, 9);
            assertThat(pool.stats().quarantinedBytes()).isEqualTo(4096);
            pool.trim();
            assertThat(pool.stats().reservedBytes()).isZero();
            assertThatThrownBy(() -> ints.get(JAVA_INT, 0)).isInstanceOf(IllegalStateException.class);
            assertThat(source.faults()).isEmpty();
        }
    }

    private static void doesNotEndUnderANativeCall(Ending ending, Confinement confinement) throws Throwable {
        var source = new CountingSource();
        try (ArenaPool pool = Arena.builder().confinement(confinement).chunkSource(source).buildPool();
                Arena arena = pool.open()) {
            MemorySegment other = arena.allocate(5000, 8);
            other.fill((byte) 7);
            MemorySegment ints = arena.allocateFrom(JAVA_INT, 5, 3, 9, 1, 7);
            ArenaStats before = arena.stats();
            PoolStats poolBefore = pool.stats();
            var comparator = new Interfering(() -> ending.how.accept(arena));

            qsort(ints, comparator);

            assertThat(comparator.calls).isGreaterThan(3);
            assertThat(comparator.thrown).hasSize(comparator.calls)
                    .allSatisfy(e -> assertThat(e instanceof IllegalStateException ? e : e.getCause())
                            .isInstanceOf(IllegalStateException.class));
            assertThat(ints.toArray(JAVA_INT)).containsExactly(1, 3, 5, 7, 9);
            assertThat(Segments.isFilledWith(other, 7)).isTrue();
            assertThat(arena.stats()).isEqualTo(before);
            assertThat(pool.stats()).isEqualTo(poolBefore);
            assertThat(arena.allocate(8, 8).address()).isGreaterThanOrEqualTo(ints.address() + 20);

            ending.how.accept(arena);
            assertThatThrownBy(() -> ints.get(JAVA_INT, 0)).isInstanceOf(IllegalStateException.class);
            assertThat(pool.stats().liveBytes()).isZero();
            assertThat(source.faults()).isEmpty();
        }
        assertThat(source.outstandingBytes()).isZero();
    }

    @Test
    void failedCallIsReportedAlthoughACleanupThrows() throws Throwable {
        try (Arena arena = Arena.create()) {
            MemorySegment ints = arena.allocateFrom(JAVA_INT, 2, 1);
            var comparator = new Interfering(arena::close);
            var fromCleanup = new IllegalArgumentException("from cleanup");
            arena.onReset(() -> {
                throw fromCleanup;
            });

            qsort(ints, comparator);

            // the caller must learn that the generation has not ended
            assertThat(comparator.thrown.getFirst()).isInstanceOf(IllegalStateException.class);
            assertThat(comparator.thrown.getFirst().getSuppressed()).containsExactly(fromCleanup);
            assertThat(ints.toArray(JAVA_INT)).containsExactly(1, 2);
        }
    }

    @Test
    @SuppressWarnings("restricted")
    void upcallStubLivesUntilTheEndOfItsGeneration() throws Throwable {
        try (Arena arena = Arena.create()) {
            MethodHandle compare = MethodHandles.lookup()
                    .findVirtual(Interfering.class, "compare",
                            MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class))
                    .bindTo(new Interfering(() -> {}));
            MemorySegment stub = Linker.nativeLinker().upcallStub(compare, COMPARATOR, arena);
            assertThat(stub.scope()).isEqualTo(arena.scope());
            arena.reset();
            assertThat(stub.scope().isAlive()).isFalse();
        }
    }
}
