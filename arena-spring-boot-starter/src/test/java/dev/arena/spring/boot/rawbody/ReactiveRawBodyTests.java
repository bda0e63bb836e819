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

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@TestPropertySource(properties = "spring.main.web-application-type=reactive")
class ReactiveRawBodyTests extends AbstractRawBodyTests {

    @Override
    String order(String ofQuery, String... ofForm) {
        List<String> all = new ArrayList<>(List.of(ofForm));
        all.add(ofQuery);
        return all.toString();
    }

    static Stream<Arguments> unreadableForms() {
        String part = "--xyz\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\n\nvalue\n";
        String parts = "/webhooks/parts";
        return Stream.of(Arguments.of("/webhooks/parameters", FORM, "name=%zz", 400),
                Arguments.of("/webhooks/parameters", FORM, "name=" + "a".repeat(300 << 10), 413),
                Arguments.of(parts, "multipart/form-data", part + "--xyz--", 400),
                Arguments.of(parts, MULTIPART, "text", 400), Arguments.of(parts, MULTIPART, part, 400),
                Arguments.of(parts, MULTIPART, part.replace("\"f\"", "\"f\"; filename*=none''x") + "--xyz--", 400),
                Arguments.of(parts, MULTIPART, part.replace("file", "f".repeat(11_000)) + "--xyz--", 413));
    }

    @ParameterizedTest
    @MethodSource("unreadableForms")
    void unreadableFormsShouldBeErrorsOfTheClient(String path, String type, String body, int status) throws Exception {
        byte[] bytes = body.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> response = post(path, bytes, "Content-Type", type, "X-Signature", Signature.of(bytes));
        assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
        assertThat(text(response)).contains("\"status\":" + status).doesNotContain("Exception", "dev.arena");
        awaitNothingLive();
    }
}
