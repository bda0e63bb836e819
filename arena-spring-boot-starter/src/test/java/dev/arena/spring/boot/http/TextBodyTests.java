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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code Utf8String} as body of requests and responses. */
class TextBodyTests extends AbstractBodyTests {
    private static final String TEXT = "Grüße aus 東京 😀, and so on\n".repeat(3000);

    @Test
    void textShouldBeReturnedUnchanged() throws Exception {
        HttpResponse<byte[]> response = post("/text/echo", TEXT, "Content-Type", "text/plain");
        assertThat(text(response)).isEqualTo(TEXT);
        assertThat(contentType(response)).isEqualTo("text/plain;charset=UTF-8");
        assertThat(response.headers().firstValueAsLong("Content-Length"))
                .hasValue(TEXT.getBytes(StandardCharsets.UTF_8).length);
        assertEnded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "ISO-8859-1", "windows-1252"})
    void textInAnotherCharsetShouldBeTranscoded(String charset) throws Exception {
        String text = charset.startsWith("UTF") ? TEXT : "Grüße, déjà vu\n".repeat(3000);
        HttpResponse<byte[]> response = post("/text/echo", text.getBytes(Charset.forName(charset)), "Content-Type",
                "text/plain;charset=" + charset);
        assertThat(text(response)).isEqualTo(text);
        assertEnded();
    }

    @Test
    void jsonShouldBePassedUnchanged() throws Exception {
        HttpResponse<byte[]> response = post("/text/echo-as-json", "{\"a\":1}", "Content-Type", "application/json");
        assertThat(text(response)).isEqualTo("{\"a\":1}");
        assertThat(contentType(response)).isEqualTo("application/json");
    }

    @Test
    void octetsShouldStayOctets() throws Exception {
        assertThat(contentType(post("/text/echo-as-octets", "x", "Content-Type", "text/plain")))
                .isEqualTo("application/octet-stream");
    }

    @Test
    void malformedTextShouldBe400WithItsLocation() throws Exception {
        byte[] body = "abcü?".getBytes(StandardCharsets.UTF_8);
        body[4] = 'x';
        JsonNode problem = problem(post("/text/length", body, "Content-Type", "text/plain"), 400);
        assertThat(problem.get("detail").asString()).isEqualTo("The body is not valid UTF-8: malformed at byte 3.");
        assertThat(problem.get("offset").asLong()).isEqualTo(3);
        awaitNothingLive();
    }

    @Test
    void malformedTextOfAnotherCharsetShouldBe400() throws Exception {
        JsonNode problem = problem(
                post("/text/length", new byte[]{0, 65, (byte) 0xd8, 0}, "Content-Type", "text/plain;charset=UTF-16BE"),
                400);
        assertThat(problem.get("detail").asString())
                .isEqualTo("The body is not valid text in the charset of its content type.");
    }
}
