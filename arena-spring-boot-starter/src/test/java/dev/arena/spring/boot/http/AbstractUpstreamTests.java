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

package dev.arena.spring.boot.http;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A response of another service that cannot be read is a failure of the exchange with that service, for each client and
 * format. Would fail if it were taken for an invalid request to this application.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SpringBootTest(classes = UpstreamApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.byte-budget=2MB", "arena.leak-detection=all", "spring.http.codecs.max-in-memory-size=16MB"})
abstract class AbstractUpstreamTests extends HttpTests {

    /** Returns the clients, which are the first parts of the paths of handlers. */
    abstract List<String> clients();

    /** Returns the formats that the clients of this kind of application read. */
    abstract List<String> formats(String client);

    private HttpResponse<byte[]> call(String path) throws Exception {
        return get(path, "X-Port", Integer.toString(port));
    }

    /** Returns all clients with all their formats. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (String client : clients()) {
            for (String format : formats(client)) {
                paths.add("/" + client + "/items/" + format);
                if (!format.equals("x-ndjson")) {
                    paths.add("/" + client + "/crate/" + format);
                }
            }
        }
        return paths;
    }

    @ParameterizedTest
    @CsvSource({"malformed, 502", "truncated, 502", "other, 502", "large, 413", "good, 200"})
    void unreadableResponsesShouldBeFailuresOfTheClient(String kind, int status) throws Exception {
        var softly = new SoftAssertions();
        for (String path : paths()) {
            HttpResponse<byte[]> response = call(path + "/" + kind);
            softly.assertThat(response.statusCode()).as("%s: %s", path, text(response)).isEqualTo(status);
        }
        softly.assertAll();
        awaitNothingLive();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void objectsWithPartsInTheArenaShouldBeSent(String client) throws Exception {
        if (client.endsWith("exchange") || client.equals("own")) {
            return;
        }
        String crate = "{\"count\":[1,2],\"items\":[{\"id\":7,\"name\":\"x\"}],\"label\":\"l\"}";
        HttpResponse<byte[]> response = post("/" + client + "/crate", crate, "X-Port", Integer.toString(port),
                "Content-Type", "application/json");
        assertThat(text(response)).isEqualTo(crate);
        awaitNothingLive();
    }
}
