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

package dev.arena.demo;

import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the demo behaves the same after AOT processing, with the classes that its build has generated. */
class AheadOfTimeTests {
    private static final String BODY = """
            [{"station":"Oslo","temperature":-2.5,"timestamp":1700000000000},
             {"timestamp":1700000000001,"station":"Ålesund","temperature":4.0},
             {"station":"Oslo","temperature":1.25,"timestamp":1700000000002}]""";
    private static final String STATIONS = """
            [{"name":"Oslo","min":-2.5,"mean":-0.6,"max":1.25,"count":2},\
            {"name":"Ålesund","min":4.0,"mean":4.0,"max":4.0,"count":1}]""";

    @Test
    void processedDemoServesRequestsWithoutHiddenClasses(@TempDir Path directory) throws Exception {
        try (ProcessedDemo demo = ProcessedDemo.start(directory)) {
            var client = new DemoClient(demo.port());
            assertThat(client.post("/api/readings?engine=arena", "application/json", BODY).body())
                    .isEqualTo("{\"readings\":3,\"stations\":" + STATIONS + "}");
            assertThat(client.post("/api/readings/summary?engine=arena", "application/json", BODY).body())
                    .isEqualTo(STATIONS);
            assertThat(client.get("/api/stations?engine=arena").body()).isEqualTo(STATIONS);
            for (String path : new String[]{"/api/readings.csv", "/api/readings.json"}) {
                assertThat(client.get(path + "?engine=arena").body()).contains("Oslo")
                        .isEqualTo(client.get(path + "?engine=heap").body());
            }
            assertThat(client.post("/api/readings?engine=arena", "application/json", "[{\"station\":1}")
                    .statusCode()).isEqualTo(400);
            assertThat(client.post("/api/measurements?engine=arena", "text/plain", "Oslo;1.0\n").body())
                    .contains("\"rows\":1");
            assertThat(client.get("/actuator/arenas").body()).contains("\"arenaPool\"");

            Set<String> loaded = demo.stop();
            assertThat(loaded).contains("dev.arena.demo.readings.Reading");
            for (String generated : new String[]{"record.GeneratedCodec", "json.GeneratedMemberDecoder",
                    "json.GeneratedRowFields"}) {
                assertThat(loaded).filteredOn(it -> it.startsWith("dev.arena." + generated)).isNotEmpty()
                        .allMatch(it -> it.matches(".+_[0-9a-f]{32}"));
            }
        }
    }
}
