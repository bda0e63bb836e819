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

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.restclient.test.autoconfigure.RestClientTest;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;

import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.ArenaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/** A slice with only a REST client contains all beans that it needs for arenas. */
@RestClientTest
class RestClientSliceTests {

    @Autowired
    RestClient.Builder builder;

    @Autowired
    MockRestServiceServer server;

    @Autowired
    ArenaTemplate template;

    @Test
    void responseShouldBeReadIntoTheArena() {
        server.expect(requestTo("/items"))
                .andRespond(withSuccess("[{\"name\":\"a\"},{\"name\":\"b\"}]", MediaType.APPLICATION_JSON));
        RestClient client = builder.build();
        String names = template.execute(_ -> {
            RecordVec<Item> items = client.get().uri("/items").retrieve()
                    .requiredBody(new ParameterizedTypeReference<>() {
                    });
            return items.get(0).name() + items.get(1).name();
        });
        assertThat(names).isEqualTo("ab");
    }

    record Item(String name) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
