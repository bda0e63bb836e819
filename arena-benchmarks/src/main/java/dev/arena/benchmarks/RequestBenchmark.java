package dev.arena.benchmarks;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import dev.arena.Arena;
import dev.arena.ArenaPool;

/**
 * A small request: an arena is opened, {@link #count} pieces of 64 bytes are allocated and written, and all is ended. With a
 * count of 0 it is what a request costs that never touches its arena.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class RequestBenchmark {

    /** Pieces that a request allocates. */
    @Param({"0", "1", "10", "100"})
    public int count;

    private ArenaPool pool;
    private AdaptiveByteBufAllocator netty;
    private ByteBuf[] buffers;

    /** Opens what the contenders allocate from. */
    @Setup
    public void open(Blackhole hole) {
        pool = Arena.builder().buildPool();
        netty = new AdaptiveByteBufAllocator(true);
        buffers = new ByteBuf[count];
        arena(hole);
        long before = pool.stats().normalChunksAllocated();
        arena(hole);
        if (pool.stats().normalChunksAllocated() != before) {
            throw new IllegalStateException("not a steady state: " + pool.stats());
        }
    }

    /** Closes it. */
    @TearDown
    public void close() {
        pool.close();
    }

    @Benchmark
    public void arena(Blackhole hole) {
        try (Arena arena = pool.open()) {
            for (int i = 0; i < count; i++) {
                MemorySegment piece = arena.allocate(64, 8);
                piece.set(ValueLayout.JAVA_LONG, 0, i);
                hole.consume(piece.address());
            }
        }
    }

    @Benchmark
    public void confined(Blackhole hole) {
        try (var confined = java.lang.foreign.Arena.ofConfined()) {
            for (int i = 0; i < count; i++) {
                MemorySegment piece = confined.allocate(64, 8);
                piece.set(ValueLayout.JAVA_LONG, 0, i);
                hole.consume(piece.address());
            }
        }
    }

    @Benchmark
    public void nettyAdaptive(Blackhole hole) {
        for (int i = 0; i < count; i++) {
            ByteBuf piece = netty.directBuffer(64, 64);
            piece.setLong(0, i);
            hole.consume(piece.memoryAddress());
            buffers[i] = piece;
        }
        for (ByteBuf buffer : buffers) {
            buffer.release();
        }
    }

    @Benchmark
    public void heap(Blackhole hole) {
        for (int i = 0; i < count; i++) {
            byte[] piece = new byte[64];
            piece[0] = (byte) i;
            hole.consume(piece);
        }
    }
}
