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

package dev.arena.spring.boot.springdoc;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.IntVec;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordVec;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;

/** The API documentation of springdoc for handlers with arena types. */
@SpringBootTest(classes = ApiDocsTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "springdoc.api-docs.enabled=true")
class ApiDocsTests {

    @LocalServerPort
    private int port;

    private JsonNode docs() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v3/api-docs"))
                    .build();
            return JsonMapper.shared().readTree(client.send(request, BodyHandlers.ofString()).body());
        }
    }

    @Test
    void typesShouldHaveTheSchemaOfTheirJson() throws Exception {
        JsonNode docs = docs();
        JsonNode items = docs.at("/paths/~1items/post");
        assertThat(items.at("/parameters").isMissingNode()).as(items.toString()).isTrue();
        assertThat(items.at("/requestBody/content/application~1json/schema").toString())
                .isEqualTo("{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Item\"}}");
        assertThat(docs.at("/components/schemas/Item/properties").toString()).isEqualTo(
                "{\"name\":{\"type\":\"string\"},\"numbers\":{\"type\":\"array\",\"items\":{\"type\":\"integer\",\"format\":\"int32\"}}}");
        assertThat(docs.at("/components/schemas").propertyNames()).containsExactlyInAnyOrder("Item", "EntryItemItem");
        assertThat(docs.at("/paths/~1bytes/post/responses/200/content/*~1*/schema").toString())
                .isEqualTo("{\"type\":\"string\",\"format\":\"binary\"}");
    }

    @Test
    void mapWithRecordsAsKeysShouldHaveTheSchemaOfItsEntries() throws Exception {
        JsonNode docs = docs();
        JsonNode schema = docs.at("/paths/~1pairs/post/requestBody/content/application~1json/schema");
        assertThat(schema.at("/type").asString()).isEqualTo("array");
        JsonNode entry = docs.at(schema.at("/items/$ref").asString().substring(1));
        assertThat(entry.at("/properties").toString()).isEqualTo(
                "{\"key\":{\"$ref\":\"#/components/schemas/Item\"},\"value\":{\"$ref\":\"#/components/schemas/Item\"}}");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {}

    record Item(Utf8String name, IntVec numbers) {}

    @RestController
    static class Handlers {

        @PostMapping(path = "/items", consumes = "application/json")
        RecordVec<Item> items(@RequestBody RecordVec<Item> items, Arena arena) {
            return items;
        }

        @PostMapping(path = "/pairs", consumes = "application/json")
        RecordMap<Item, Item> pairs(@RequestBody RecordMap<Item, Item> pairs) {
            return pairs;
        }

        @PostMapping("/bytes")
        MemorySegment bytes(@RequestBody MemorySegment bytes) {
            return bytes;
        }
    }
}
