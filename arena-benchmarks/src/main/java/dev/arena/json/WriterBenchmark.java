package dev.arena.json;

import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.alibaba.fastjson2.JSON;
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
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;

/**
 * 10,000 objects of a string, a number with a fraction and a long are written by a loop that is written for these objects: what the
 * writer allows. Beside it, two libraries that write a list of records.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
public class WriterBenchmark {
    private static final String[] STATIONS = {"Hamburg", "Zürich", "Saint-Denis", "Reykjavík", "Ho Chi Minh City",
            "Oslo",
            "Ürümqi", "Abéché"};

    /** What a station has measured. */
    public record Reading(String station, double temperature, long timestamp) {}

    private final JsonFactory arenas = new Utf8JsonFactory(JsonFactory.builder());
    private final RecordLayout<Reading> layout = RecordLayout.of(Reading.class);
    private final Field station = layout.field("station");
    private final Field temperature = layout.field("temperature");
    private final Field timestamp = layout.field("timestamp");
    private final MemberName stationName = new MemberName(new SerializedString("station"));
    private final MemberName temperatureName = new MemberName(new SerializedString("temperature"));
    private final MemberName timestampName = new MemberName(new SerializedString("timestamp"));
    private final ObjectWriter mapper = new JsonMapper().writer();
    private final Buffer buffer = new Buffer();
    private final Arena arena = Arena.create();
    private final RecordVec<Reading> records = new RecordVec<>(arena, Reading.class);
    private List<Reading> list = List.of();

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
        for (int i = 0; i < 10_000; i++) {
            records.add(new Reading(STATIONS[i % STATIONS.length], (i * 37 % 1000 - 400) / 10.0,
                    1_767_225_600_000L + i * 1000L));
        }
        list = records.stream().toList();
        writer();
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
    public int writer() {
        buffer.size = 0;
        MemorySegment rows = records.rows();
        MemorySegment text = records.textSegment();
        long end = records.size() * layout.byteSize();
        try (var writer = (Utf8JsonWriter) arenas.createGenerator(ObjectWriteContext.empty(), buffer)) {
            writer.writeStartArray();
            for (long row = 0; row < end; row += layout.byteSize()) {
                writer.startPlainObject();
                writer.writeMember(stationName, text, station.textOffset(rows, row), station.textLength(rows, row));
                writer.writeMember(temperatureName, temperature.getDouble(rows, row));
                writer.writeMember(timestampName, timestamp.getLong(rows, row));
                writer.endPlainObject();
            }
            writer.writeEndArray();
        }
        return buffer.size;
    }

    @Benchmark
    public int databind() {
        buffer.size = 0;
        mapper.writeValue(buffer, list);
        return buffer.size;
    }

    @Benchmark
    public int fastjson2() {
        buffer.size = 0;
        JSON.writeTo(buffer, list);
        return buffer.size;
    }
}
