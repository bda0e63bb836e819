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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.xml.XmlMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Other formats of Jackson have the same meaning as without arena types, or result in 406. */
@SpringBootTest(classes = ObjectApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class AbstractFormatTests extends HttpTests {
    private static ObjectMapper mapper(String format) {
        return switch (format) {
            case "cbor" -> new CBORMapper();
            case "yaml" -> new YAMLMapper();
            default -> new XmlMapper();
        };
    }

    /** Returns whether this kind of application supports a format. */
    abstract boolean supports(String format);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            cbor yaml xml | items  | [{"itemName":"ü","count":1},{"itemName":"b","count":2}]
            cbor yaml xml | pairs  | [{"key":{"itemName":"ü","count":1},"value":{"itemName":"b","count":2}}]
            cbor yaml xml | ints   | [1,2,3]
            cbor yaml     | order  | {"customerName":"c","price":1.10,"items":[{"itemName":"b","count":2}],"ints":[1]}
            cbor yaml xml | mixed  | {"name":"ü","price":1.10,"date":"2026-11-29"}
            cbor yaml     | holder | {"value":{"a":[1,2.5,"x"]}}
            """)
    void otherFormatsShouldHaveTheSameMeaning(String formats, String path, String document) throws Exception {
        for (String format : formats.split(" ", -1)) {
            String type = "application/" + format;
            compare(path, document.getBytes(StandardCharsets.UTF_8), "application/json", type, supports(format));
            compare(path, encoded(path, document, format), type, "application/json", false);
        }
        awaitNothingLive();
    }

    private void compare(String path, byte[] body, String contentType, String accept, boolean known) throws Exception {
        HttpResponse<byte[]> heap = post("/heap/" + path, body, "Content-Type", contentType, "Accept", accept);
        HttpResponse<byte[]> arena = post("/arena/" + path, body, "Content-Type", contentType, "Accept", accept);
        String description = accept + ": " + text(heap) + ", " + text(arena);
        if (known) {
            assertThat(heap.statusCode()).as(description).isEqualTo(200);
        }
        assertThat(arena.statusCode()).as(description).isEqualTo(heap.statusCode());
        if (heap.statusCode() == 200 && accept.endsWith("xml")) { // the root element has the name of the class
            assertThat(text(arena).replaceAll("^<\\w+|\\w+>$", ""))
                    .isEqualTo(text(heap).replaceAll("^<\\w+|\\w+>$", ""));
        } else if (heap.statusCode() == 200) {
            assertThat(arena.body()).as(description).isEqualTo(heap.body());
        }
    }

    private static byte[] encoded(String path, String document, String format) {
        Class<?> type = switch (path) {
            case "ints" -> int[].class;
            case "items" -> ObjectApplication.Item[].class;
            case "pairs" -> ObjectApplication.Pair[].class;
            default -> Object.class;
        };
        Object value = JsonMapper.shared().readValue(document, type);
        return mapper(format).writeValueAsBytes(value);
    }
}
