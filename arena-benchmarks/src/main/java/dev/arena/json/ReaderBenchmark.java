package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.TypeReference;
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
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.collect.RecordVec;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;

/**
 * An array of 10,000 objects of a string, a number with a fraction and a long is read by a loop that is written for these objects: what
 * the reader allows. Beside it, what Jackson's parser allows, and two libraries that make a list of records.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
public class ReaderBenchmark {
    private static final String[] STATIONS = {"Hamburg", "Palembang", "Hamilton", "Istanbul", "Zürich", "São Paulo",
            "Petropavlovsk-Kamchatsky", "Roseau", "Conakry", "Saint-Pierre"};

    /** What a station has measured. */
    public record Reading(String station, double temperature, long timestamp) {}

    private final JsonFactory factory = new JsonFactory();
    private final JsonFactory arenas = new Utf8JsonFactory(JsonFactory.builder());
    private final Utf8Names names = new Utf8Names(factory.constructNameMatcher(
            List.of(Named.fromString("station"), Named.fromString("temperature"), Named.fromString("timestamp")),
            false));
    private final RecordLayout<Reading> layout = RecordLayout.of(Reading.class);
    private final Field station = layout.field("station");
    private final Field temperature = layout.field("temperature");
    private final Field timestamp = layout.field("timestamp");
    private final ObjectReader list = new JsonMapper().readerForListOf(Reading.class);
    private final Type listType = new TypeReference<List<Reading>>() {
    }.getType();
    private final ArenaPool pool = Arena.builder().buildPool();
    private byte[] bytes = {};

    /** Makes the document. */
    @Setup
    public void open() {
        var random = new Random(20261122);
        var json = new StringBuilder("[");
        for (int i = 0; i < 10_000; i++) {
            json.append(i == 0 ? "" : ",").append("{\"station\":\"").append(STATIONS[random.nextInt(STATIONS.length)])
                    .append("\",\"temperature\":").append((random.nextInt(1200) - 400) / 10.0)
                    .append(",\"timestamp\":").append(1_700_000_000_000L + i * 60_000L).append('}');
        }
        bytes = json.append(']').toString().getBytes(StandardCharsets.UTF_8);
        try (Arena arena = pool.open()) {
            if (!decode(arena).stream().toList().equals(databind()) || !databind().equals(fastjson2())) {
                throw new IllegalStateException("the contenders do not read the same");
            }
        }
    }

    /** Closes the pool. */
    @TearDown
    public void close() {
        pool.close();
    }

    private RecordVec<Reading> decode(Arena arena) {
        try (var reader = (Utf8JsonReader) arenas.createParser(ObjectReadContext.empty(), bytes)) {
            var readings = new RecordVec<>(arena, layout, 64);
            Utf8Builder text = readings.text();
            reader.nextToken();
            while (reader.nextElement()) {
                if (!reader.nextObject()) {
                    reader.nextToken(); // at the end of the block
                }
                long row = readings.addRow();
                decode(reader, readings.rows(), row, text);
            }
            return readings;
        }
    }

    private void decode(Utf8JsonReader reader, MemorySegment rows, long row, Utf8Builder text) {
        int guess = 0;
        for (int name; (name = reader.nextName(names, guess)) != PropertyNameMatcher.MATCH_END_OBJECT;) {
            switch (name) {
                case 0 -> {
                    long start = text.byteLength();
                    if (!reader.nextString(text)) {
                        reader.nextToken();
                        reader.appendString(text);
                    }
                    station.setText(rows, row, start, (int) (text.byteLength() - start));
                    guess = 1;
                }
                case 1 -> {
                    if (reader.nextDouble()) {
                        temperature.setDouble(rows, row, reader.lastDouble());
                    } else {
                        reader.nextToken();
                        temperature.setDouble(rows, row, reader.getDoubleValue());
                    }
                    guess = 2;
                }
                case 2 -> {
                    if (reader.nextLong()) {
                        timestamp.setLong(rows, row, reader.lastLong());
                    } else {
                        reader.nextToken();
                        timestamp.setLong(rows, row, reader.getLongValue());
                    }
                    guess = 0;
                }
                default -> throw new IllegalStateException("there are three names only");
            }
        }
    }

    @Benchmark
    public long reader() {
        try (Arena arena = pool.open()) {
            RecordVec<Reading> records = decode(arena);
            return records.size() + records.rows().address();
        }
    }

    @Benchmark
    public Object databind() {
        return list.readValue(bytes);
    }

    @Benchmark
    public Object fastjson2() {
        return JSON.parseObject(bytes, listType);
    }

    @Benchmark
    public void jacksonTokens(Blackhole hole) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes)) {
            for (JsonToken token; (token = parser.nextToken()) != null;) {
                switch (token) {
                    case PROPERTY_NAME -> hole.consume(parser.currentName());
                    case VALUE_STRING -> {
                        hole.consume(parser.getStringCharacters());
                        hole.consume(parser.getStringOffset() + parser.getStringLength());
                    }
                    case VALUE_NUMBER_INT -> hole.consume(parser.getLongValue());
                    case VALUE_NUMBER_FLOAT -> hole.consume(parser.getDoubleValue());
                    default -> {
                    }
                }
            }
        }
    }
}
