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
import org.springframework.boot.webclient.test.autoconfigure.WebClientTest;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import dev.arena.ArenaOptions;
import dev.arena.Confinement;
import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.ArenaTemplate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** A slice with only a reactive client contains all beans that it needs for arenas. */
@WebClientTest
class WebClientSliceTests {

    @Autowired
    WebClient.Builder builder;

    @Autowired
    ArenaTemplate template;

    @Test
    void responseShouldBeReadIntoTheArena() {
        WebClient client = builder.exchangeFunction(_ -> Mono.just(ClientResponse.create(HttpStatus.OK)
                .header("Content-Type", MediaType.APPLICATION_JSON_VALUE).body("[{\"name\":\"a\"},{\"name\":\"b\"}]")
                .build()))
                .build();
        String names = template.execute(ArenaOptions.defaults().withConfinement(Confinement.SHARED), _ -> {
            RecordVec<Item> items = requireNonNull(client.get().uri("/items").retrieve()
                    .bodyToMono(new ParameterizedTypeReference<RecordVec<Item>>() {
                    }).block());
            return items.get(0).name() + items.get(1).name();
        });
        assertThat(names).isEqualTo("ab");
    }

    record Item(String name) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
