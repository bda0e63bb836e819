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

import java.util.concurrent.TimeUnit;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONArray;
import com.alibaba.fastjson2.JSONObject;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonInput;
import dev.arena.json.JsonValue;

/**
 * Parses {@code twitter.json} to a tree and reads 100 values. The trees are a value in an arena that is opened and closed for
 * it, a {@code JsonNode}, and a {@code JSONObject}. A further row reads each token and its text and keeps nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class JsonTreeBenchmark {
    /** Two values are read of each. */
    private static final int STATUSES = 50;

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
            hole.consume(some(json.readValue(JsonInput.of(document), arena)));
        }
    }

    private static long some(JsonValue tree) {
        long sum = 0;
        int read = 0;
        for (JsonValue status : tree.get("statuses").elements()) {
            sum += status.get("text").asText().byteLength() + status.get("user").get("followers_count").asLong();
            if (++read == STATUSES) {
                break;
            }
        }
        return sum;
    }

    @Benchmark
    public long databind() {
        JsonNode statuses = mapper.readTree(document).get("statuses");
        long sum = 0;
        for (int i = 0; i < STATUSES; i++) {
            JsonNode status = statuses.get(i);
            sum += status.get("text").stringValue().length() + status.get("user").get("followers_count").longValue();
        }
        return sum;
    }

    @Benchmark
    public long fastjson2() {
        JSONArray statuses = JSON.parseObject(document).getJSONArray("statuses");
        long sum = 0;
        for (int i = 0; i < STATUSES; i++) {
            JSONObject status = statuses.getJSONObject(i);
            sum += status.getString("text").length() + status.getJSONObject("user").getLongValue("followers_count");
        }
        return sum;
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
