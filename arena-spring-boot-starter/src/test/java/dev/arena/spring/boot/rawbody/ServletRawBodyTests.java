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

package dev.arena.spring.boot.rawbody;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class ServletRawBodyTests extends AbstractRawBodyTests {

    @Override
    String order(String ofQuery, String... ofForm) {
        List<String> all = new ArrayList<>(List.of(ofForm));
        all.addFirst(ofQuery);
        return all.toString();
    }

    @Test
    void asynchronousHandlersShouldReadTheRawBody() throws Exception {
        byte[] body = "some text".getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> response = post("/webhooks/later", body, "Content-Type", "text/plain", "X-Signature",
                Signature.of(body));
        assertThat(text(response)).isEqualTo("9 " + Signature.of(body));
        awaitNothingLive();
    }

    @Test
    void partThatExceedsTheLimitOfSpringShouldBeRefused() throws Exception {
        byte[] body = ("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
                + "x".repeat(110 << 10) + "\r\n--xyz--\r\n").getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> response = post("/webhooks/parts", body, "Content-Type",
                "multipart/form-data; boundary=xyz", "X-Signature", Signature.of(body));
        assertThat(response.statusCode()).isEqualTo(413);
        awaitNothingLive();
    }

    @Test
    void formWithTooManyFieldsShouldBeRefused() throws Exception {
        byte[] body = "name=a&".repeat(1001).getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> response = post("/webhooks/parameters", body, "Content-Type",
                "application/x-www-form-urlencoded", "X-Signature", Signature.of(body));
        assertThat(response.statusCode()).isEqualTo(413);
        awaitNothingLive();
    }

    @Test
    void refusalShouldNotReadTheBodyAgain(CapturedOutput output) throws Exception {
        byte[] body = new byte[(1 << 20) + 1];
        await().ignoreException(IOException.class).untilAsserted(() -> { // the server may close the connection
            HttpResponse<byte[]> response = post("/webhooks/only", body, "X-Unsigned", "yes");
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(text(response)).contains("\"scope\":\"arena\"");
        });
        assertThat(output).doesNotContain("Failure in @ExceptionHandler");
        awaitNothingLive();
    }

    /** Posts a form. If {@code filterReadsParameters} is set, a filter reads its fields before Spring and the handler. */
    private HttpResponse<byte[]> postForm(String path, String type, String body, boolean filterReadsParameters)
            throws Exception {
        byte[] bytes = body.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return post(path, bytes, "Content-Type", type, "X-Signature", Signature.of(bytes),
                filterReadsParameters ? "X-Reads-Parameters" : "X-Other", "yes");
    }

    private static String part(String headers) {
        return "--xyz\n" + headers + "\n\nvalue\n";
    }

    static Stream<Arguments> unreadableForms() {
        String part = part("Content-Disposition: form-data; name=\"a\"");
        return Stream.of(Arguments.of(FORM, "name=%zz", 400), Arguments.of(FORM, "name=a&".repeat(1001), 413),
                Arguments.of("multipart/form-data", part + "--xyz--", 400),
                Arguments.of(MULTIPART + "; charset=none", part + "--xyz--", 400),
                Arguments.of(MULTIPART, "text", 400), Arguments.of(MULTIPART, part, 400),
                Arguments.of(MULTIPART, part("no colon") + "--xyz--", 400),
                Arguments.of(MULTIPART,
                        part("Content-Disposition: form-data; name=\"a\"; filename*=none''x") + "--xyz--",
                        400),
                Arguments.of(MULTIPART, part("Content-Disposition: form-data; name=\"" + "a".repeat(11_000) + "\"")
                        + "--xyz--", 413),
                Arguments.of(MULTIPART, part.repeat(1001) + "--xyz--", 413));
    }

    @ParameterizedTest
    @MethodSource("unreadableForms")
    void unreadableFormsShouldBeErrorsOfTheClient(String type, String body, int status) throws Exception {
        for (boolean filterReadsParameters : new boolean[]{false, true}) {
            HttpResponse<byte[]> response = postForm("/webhooks/parameters", type, body, filterReadsParameters);
            assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
            assertThat(text(response)).contains("\"status\":" + status).doesNotContain("Exception", "dev.arena");
        }
        awaitNothingLive();
    }

    /** A server ignores the malformed parameter, and would read the body. */
    @ParameterizedTest
    @CsvSource({FORM + ";charset=none, name=a", FORM + ";charset=\", name=a", "multipart/related; boundary=xyz, ''"})
    void bodyOfAFormShouldBeKeptWithAnyParametersOfItsType(String type, String fields) throws Exception {
        String body = fields.isEmpty()
                ? part("Content-Disposition: form-data; name=\"name\"") + "--xyz--"
                : fields;
        for (boolean filterReadsParameters : new boolean[]{false, true}) {
            HttpResponse<byte[]> response = postForm("/webhooks/parameters", type, body, filterReadsParameters);
            assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
            assertThat(text(response)).endsWith("] " + body.replace("\n", "\r\n").length()).contains("name");
        }
        await().untilAsserted(() -> assertThat(audit.bodies).hasSize(2)
                .allMatch(Signature.of(body.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))::equals));
        awaitNothingLive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: none", "Content-Type: text/plain; charset=none", "Content-Type: ;"})
    void malformedTypesOfPartsShouldBeIgnored(String type) throws Exception {
        String body = part("Content-Disposition: form-data; name=\"name\"\n" + type) + part("X-Other: no name")
                + "--xyz--";
        HttpResponse<byte[]> response = postForm("/webhooks/parameters", "multipart/form-data; boundary=\"xyz\"", body,
                false);
        assertThat(text(response)).startsWith("[name] [value] ");
        awaitNothingLive();
    }
}
