package dev.arena.benchmarks;

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
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonInput;
import dev.arena.json.JsonValue;

/**
 * A document of any kind, {@code twitter.json}, as a tree in memory: in an arena that is opened and closed for it, as
 * {@code JsonNode}; and for comparison its tokens, of which every text is read and nothing is kept.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class JsonTreeBenchmark {
    private byte[] document;
    private ArenaPool pool;
    private final ArenaJson json = ArenaJson.create();
    private final JsonFactory factory = new JsonFactory();
    private final JsonMapper mapper = new JsonMapper();

    /** Reads the document and opens the pool. */
    @Setup
    public void open(Blackhole hole) {
        document = JsonDocuments.file("twitter.json");
        pool = Arena.builder().buildPool();
        try (Arena arena = pool.open()) {
            JsonValue value = json.readValue(JsonInput.of(document), arena);
            if (!mapper.readTree(value.toString()).equals(mapper.readTree(document))) {
                throw new IllegalStateException("the contenders do not read the same");
            }
        }
        SteadyState.require(pool, () -> arena(hole));
    }

    /** Closes the pool. */
    @TearDown
    public void close() {
        pool.close();
    }

    @Benchmark
    public void arena(Blackhole hole) {
        try (Arena arena = pool.open()) {
            hole.consume(json.readValue(JsonInput.of(document), arena).size());
        }
    }

    @Benchmark
    public Object databind() {
        return mapper.readTree(document);
    }

    @Benchmark
    public void tokenScan(Blackhole hole) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    hole.consume(parser.currentName());
                } else if (token.isScalarValue()) {
                    hole.consume(parser.getStringCharacters());
                }
            }
        }
    }
}
