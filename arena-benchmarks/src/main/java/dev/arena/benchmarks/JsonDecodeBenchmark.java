package dev.arena.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;

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
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.collect.RecordVec;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonInput;

/**
 * An array of 10,000 objects is decoded: into records in an arena, into a list of records, or only into tokens whose values are
 * read and thrown away, which is what any decoder on this parser does at least.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
public class JsonDecodeBenchmark {

    /** What is decoded. */
    @Param
    public Document document;

    private final ArenaJson json = ArenaJson.create();
    private final JsonFactory factory = new JsonFactory();
    private ArenaPool pool;
    private byte[] bytes;
    private ObjectReader list;

    /** What is decoded. */
    public enum Document {
        /** Three members each: a short string, a number with a fraction, a long. */
        READINGS(JsonDocuments.Reading.class),
        /** Five members each: three strings, two integers. */
        FLIGHTS(JsonDocuments.Flight.class),
        /** Nested: decimals, times, a list of two records, and a map of two texts. */
        ORDERS(JsonDocuments.Order.class);

        private final Class<? extends Record> type;

        Document(Class<? extends Record> type) {
            this.type = type;
        }
    }

    /** Reads the document. */
    @Setup
    public void open() {
        bytes = switch (document) {
            case READINGS -> JsonDocuments.readings(10_000);
            case FLIGHTS -> JsonDocuments.file("flights-10k.json");
            case ORDERS -> JsonDocuments.orders(10_000);
        };
        var mapper = new JsonMapper();
        list = mapper.readerFor(mapper.getTypeFactory().constructCollectionType(List.class, document.type));
        pool = Arena.builder().buildPool();
        List<?> expected = databind();
        try (Arena arena = pool.open()) {
            if (!json.readRecords(JsonInput.of(bytes), document.type, arena).stream().toList().equals(expected)) {
                throw new IllegalStateException("the contenders do not decode the same");
            }
        }
    }

    /** Closes the pool. */
    @TearDown
    public void close() {
        pool.close();
    }

    @Benchmark
    public long arena() {
        try (Arena arena = pool.open()) {
            RecordVec<?> records = json.readRecords(JsonInput.of(bytes), document.type, arena);
            return records.size() + records.rows().address();
        }
    }

    @Benchmark
    public List<?> databind() {
        return list.readValue(bytes);
    }

    @Benchmark
    public void tokenScan(Blackhole hole) {
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
