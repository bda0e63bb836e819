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

package dev.arena.spring.boot.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests the ends of requests that Tomcat reports differently over HTTP/2. */
@TestPropertySource(properties = "server.http2.enabled=true")
class Http2RequestTests extends AbstractRequestTests {

    /** Tomcat neither reports the completion of such a request, nor reuses it soon for another one. */
    @Test
    void requestShouldEndItsArenaIfItFailsAfterAnAsynchronousHandler() throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/never"))
                    .header("X-Filter-Throws", "after").build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(500);
            assertEnded(1);
            assertThat(witness.arenas).hasValue(1);
        }
    }
}
