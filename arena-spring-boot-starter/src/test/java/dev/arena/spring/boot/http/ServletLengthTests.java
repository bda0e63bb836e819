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
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServletLengthTests extends AbstractLengthTests {

    @Test
    void streamedBodyShouldBeChargedForItsDecodedValues() throws Exception {
        String item = "{\"name\":\"a\",\"count\":1}";
        String body = "[" + item + ",\n" + " ".repeat(3_000_000) + "{\"skipped\":\"" + "x".repeat(3_000_000)
                + "\",\"name\":\"b\",\"count\":2}]";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (HttpResponse<byte[]> response : List.of(post("/RECORDS", bytes, "Content-Type", "application/json"),
                postChunked("/RECORDS", bytes, "Content-Type", "application/json"))) {
            assertThat(text(response)).isEqualTo("[" + item + ",{\"name\":\"b\",\"count\":2}]");
        }
        awaitNothingLive();
    }
}
