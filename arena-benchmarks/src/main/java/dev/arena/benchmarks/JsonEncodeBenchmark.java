package dev.arena.benchmarks;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonOutput;

/** 10,000 records, of a string, a number with a fraction and a long, are encoded: from arena memory, or from a list on the heap. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class JsonEncodeBenchmark {
    static final int COUNT = 10_000;

    private static final String[] STATIONS = {"Hamburg", "Zürich", "Saint-Denis", "Reykjavík", "Ho Chi Minh City",
            "Oslo",
            "Ürümqi", "Abéché"};

    /** What a station has measured. */
    public record Reading(String station, double temperature, long timestamp) {}

    private final ArenaJson json = ArenaJson.create();
    private final ObjectWriter mapper = new JsonMapper().writer();
    private final Buffer buffer = new Buffer();
    private Arena arena;
    private RecordVec<Reading> records;
    private List<Reading> list;

    /** Takes what is written, in memory that is there already. */
    private static final class Buffer extends OutputStream {
        private final byte[] bytes = new byte[2 << 20];
        private int size;

        @Override
        public void write(int b) {
            bytes[size++] = (byte) b;
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            System.arraycopy(source, offset, bytes, size, length);
            size += length;
        }

        byte[] toArray() {
            return Arrays.copyOf(bytes, size);
        }
    }

    /** Makes the records. */
    @Setup
    public void open() {
        arena = Arena.create();
        records = new RecordVec<>(arena, Reading.class);
        for (int i = 0; i < COUNT; i++) {
            records.add(new Reading(STATIONS[i % STATIONS.length], (i * 37 % 1000 - 400) / 10.0,
                    1_767_225_600_000L + i * 1000L));
        }
        list = records.stream().toList();
        arena();
        byte[] encoded = buffer.toArray();
        databind();
        if (!Arrays.equals(encoded, buffer.toArray())) {
            throw new IllegalStateException("the contenders do not write the same");
        }
    }

    /** Ends them. */
    @TearDown
    public void close() {
        arena.close();
    }

    @Benchmark
    public int arena() {
        buffer.size = 0;
        json.write(records, JsonOutput.of(buffer));
        return buffer.size;
    }

    @Benchmark
    public int databind() {
        buffer.size = 0;
        mapper.writeValue(buffer, list);
        return buffer.size;
    }
}
