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

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;

import dev.arena.ArenaOptions;
import dev.arena.Confinement;
import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.http.ClientApplication.Crate;
import dev.arena.spring.boot.http.ClientApplication.Item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Calls of other services outside requests. */
@SpringBootTest(classes = ClientApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = "spring.main.web-application-type=reactive")
class ClientsOutsideOfRequestsTests extends HttpTests {
    private static final ParameterizedTypeReference<RecordVec<Item>> ITEMS = new ParameterizedTypeReference<>() {
    };

    @Autowired
    ArenaTemplate template;

    @Autowired
    RestClient.Builder restClients;

    @Autowired
    WebClient.Builder webClients;

    private String url;

    @BeforeEach
    void setUrl() {
        url = "http://localhost:" + port + "/upstream/good";
    }

    @Test
    void responsesShouldBeReadIntoTheArenaOfATemplate() {
        RestClient client = restClients.build();
        assertThat(template.<Long, RuntimeException>execute(
                arena -> Objects.requireNonNull(client.get().uri(url).retrieve().body(ITEMS)).size())).isEqualTo(2);
        assertThat(pool.stats().liveBytes()).isZero();
    }

    @Test
    void responsesOfWebClientShouldBeReadIntoASharedArenaOfATemplate() {
        WebClient client = webClients.build();
        ArenaOptions shared = ArenaOptions.defaults().withConfinement(Confinement.SHARED);
        assertThat(template.<Long, RuntimeException>execute(shared, arena -> Objects
                .requireNonNull(client.get().uri(url).retrieve().bodyToMono(ITEMS).block()).size())).isEqualTo(2);
        assertThatExceptionOfType(WebClientResponseException.class)
                .isThrownBy(() -> template.execute(
                        arena -> client.get().uri(url).retrieve().bodyToMono(ITEMS).block()))
                .withRootCauseInstanceOf(WrongThreadException.class)
                .havingRootCause().withMessageContaining("is confined to");
        assertThat(pool.stats().liveBytes()).isZero();
    }

    @Test
    void partsOfResponsesShouldBeReadInAllWaysOfAWebClient() {
        WebClient client = webClients.build();
        String box = "http://localhost:" + port + "/upstream/box";
        ArenaOptions shared = ArenaOptions.defaults().withConfinement(Confinement.SHARED);
        List<Function<ClientResponse, Mono<?>>> ways = List.of(it -> it.bodyToMono(Crate.class),
                it -> it.bodyToFlux(Crate.class).collectList(), it -> it.toEntity(Crate.class),
                it -> it.toEntityList(Crate.class), it -> it.toEntityList(new ParameterizedTypeReference<Crate>() {
                }), it -> it.body(BodyExtractors.toMono(Crate.class)),
                it -> it.body(BodyExtractors.toFlux(Crate.class)).collectList());
        for (Function<ClientResponse, Mono<?>> way : ways) {
            assertThat(template.<Boolean, RuntimeException>execute(shared,
                    arena -> Objects.requireNonNull(
                            client.get().uri(box).exchangeToMono(it -> way.apply(it).hasElement()).block())))
                    .isTrue();
        }
        assertThat(pool.stats().liveBytes()).isZero();
    }

    @Test
    void missingArenaShouldFailWithTheRemedy() {
        RestClient client = restClients.build();
        assertThatIllegalStateException().isThrownBy(() -> client.get().uri(url).retrieve().body(ITEMS))
                .withMessageContaining("There is no current arena for a response of type")
                .withMessageContaining("ArenaTemplate.execute");
        assertThatExceptionOfType(WebClientResponseException.class)
                .isThrownBy(() -> webClients.build().get().uri(url).retrieve().bodyToMono(ITEMS).block())
                .havingRootCause().isInstanceOf(IllegalStateException.class)
                .withMessageContaining("ArenaTemplate.execute");
    }

    @Test
    void otherResponsesShouldNeedNoArena() {
        assertThat(restClients.build().get().uri(url).retrieve().body(Item[].class)).hasSize(2);
        assertThat(webClients.build().get().uri(url).retrieve().bodyToMono(Item[].class).block()).hasSize(2);
    }
}
