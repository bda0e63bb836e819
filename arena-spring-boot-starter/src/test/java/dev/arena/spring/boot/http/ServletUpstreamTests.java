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

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@TestPropertySource(properties = "spring.http.clients.imperative.factory=jdk")
class ServletUpstreamTests extends AbstractUpstreamTests {

    @Override
    List<String> clients() {
        return List.of("client", "template", "exchange", "web", "web-exchange");
    }

    @Override
    List<String> formats(String client) {
        return client.startsWith("web")
                ? List.of("json", "x-ndjson", "cbor", "xml")
                : List.of("json", "x-ndjson", "cbor", "xml", "yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed", "truncated", "other"})
    void clientsBuiltByTheApplicationShouldFailInTheSameWay(String kind) throws Exception {
        for (String format : List.of("json", "cbor", "xml", "yaml")) {
            var response = get("/own/crate/" + format + "/" + kind, "X-Port", Integer.toString(port));
            assertThat(response.statusCode()).as("%s: %s", format, text(response)).isEqualTo(502);
        }
        awaitNothingLive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed", "truncated", "other"})
    void documentsThatTheApplicationReadsShouldNotBeBodies(String kind) throws Exception {
        var response = get("/mapper/crate/json/" + kind);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(503);
        awaitNothingLive();
    }
}
