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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Settings of the application's mapper apply to arena types. */
@SpringBootTest(classes = ObjectApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.jackson.serialization.indent-output=true", "spring.jackson.default-property-inclusion=non_null",
        "spring.jackson.json.write.escape-non-ascii=true"})
abstract class AbstractMapperSettingsTests extends HttpTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            items  | [{"itemName":"ü","count":1},{"itemName":null,"count":2}]
            items  | []
            ints   | [1,2,3]
            order  | {"customerName":"ü","items":[{"itemName":null,"count":2}],"ints":[1],"counts":{"ü":1}}
            mixed  | {"name":"ü"}
            holder | {"value":{"a":[1,2.5,"ü"]}}
            """)
    void responseShouldBeThatOfTheMapper(String path, String body) throws Exception {
        HttpResponse<byte[]> heap = post("/heap/" + path, body, "Content-Type", "application/json");
        HttpResponse<byte[]> arena = post("/arena/" + path, body, "Content-Type", "application/json");
        assertThat(text(arena)).isEqualTo(text(heap));
        assertThat(arena.headers().allValues("Content-Length")).isEqualTo(heap.headers().allValues("Content-Length"));
        awaitNothingLive();
    }
}
