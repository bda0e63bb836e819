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

package dev.arena.benchmarks;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import dev.arena.Arena;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.RequestScope;

/** Compares allocations through the injected {@code Arena} with allocations from the arena itself. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class DelegateBenchmark {
    static final int COUNT = 1000;

    private final ArenaContextHolder context = new ArenaContextHolder();
    private final Arena delegate = context.injectedArena();
    private ArenaPool pool;
    private RequestScope scope;
    private Arena arena;

    /** Opens what the contenders allocate from. */
    @Setup
    public void open(Blackhole hole) {
        pool = Arena.builder().buildPool();
        scope = new RequestScope(context, pool, ArenaOptions.defaults().withConfinement(Confinement.CONFINED));
        ArenaContextHolder.set(scope);
        arena = scope.arena();
        SteadyState.require(pool, () -> arena(hole));
    }

    /** Closes it. */
    @TearDown
    public void close() {
        ArenaContextHolder.set(null);
        scope.end();
        pool.close();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void arena(Blackhole hole) {
        fill(arena, hole);
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void delegate(Blackhole hole) {
        for (int i = 0; i < COUNT; i++) {
            MemorySegment piece = delegate.allocate(64, 8);
            piece.set(ValueLayout.JAVA_LONG, 0, i);
            hole.consume(piece.address());
        }
        arena.reset();
    }

    private static void fill(Arena arena, Blackhole hole) {
        for (int i = 0; i < COUNT; i++) {
            MemorySegment piece = arena.allocate(64, 8);
            piece.set(ValueLayout.JAVA_LONG, 0, i);
            hole.consume(piece.address());
        }
        arena.reset();
    }
}
