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
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@TestPropertySource(properties = "spring.main.web-application-type=reactive")
class ReactiveLengthTests extends AbstractLengthTests {

    @Test
    void shortDocumentShouldHaveContentLength() throws Exception {
        for (String kind : List.of("", "/entity", "/mono")) {
            HttpResponse<byte[]> small = post("/INTS" + kind, "[1,2,3]", "Content-Type", "application/json");
            assertThat(small.headers().firstValueAsLong("Content-Length")).hasValue(7);
            String numbers = "[" + "1,".repeat(9_000) + "1]";
            HttpResponse<byte[]> large = post("/INTS" + kind, numbers, "Content-Type", "application/json");
            assertThat(text(large)).isEqualTo(numbers);
            assertThat(large.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
        }
        awaitNothingLive();
    }
}
