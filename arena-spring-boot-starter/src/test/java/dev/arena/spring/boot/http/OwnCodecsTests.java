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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.codec.DecoderHttpMessageReader;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;
import dev.arena.spring.boot.web.ArenaReactiveAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** Objects with parts in the arena, in reactive applications that configure their own decoder of JSON. */
class OwnCodecsTests {
    private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner(
            AnnotationConfigReactiveWebServerApplicationContext::new).withPropertyValues("server.port=0")
            .withConfiguration(AutoConfigurations.of(NettyReactiveWebServerAutoConfiguration.class,
                    JacksonAutoConfiguration.class, CodecsAutoConfiguration.class,
                    HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class, ArenaAutoConfiguration.class,
                    ArenaJsonAutoConfiguration.class, ArenaReactiveAutoConfiguration.class,
                    ArenaCodecAutoConfiguration.class))
            .withBean(Orders.class);

    record Item(int id) {}

    /** No record, so that Jackson reads it. */
    static final class Order {
        private final String customer;
        private final RecordVec<Item> items;

        @JsonCreator
        Order(@JsonProperty("customer") String customer, @JsonProperty("items") RecordVec<Item> items) {
            this.customer = customer;
            this.items = items;
        }
    }

    @RestController
    static class Orders {

        @PostMapping("/orders")
        String receive(@RequestBody Order order) {
            return order.customer + " " + order.items.size();
        }
    }

    @EnableWebFlux
    static class Enabled {}

    static class OwnDecoder {

        @Bean
        WebFluxConfigurer ownDecoder() {
            return new WebFluxConfigurer() {
                @Override
                public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
                    configurer.defaultCodecs().jacksonJsonDecoder(
                            new JacksonJsonDecoder(JsonMapper.builder().findAndAddModules().build()));
                }
            };
        }
    }

    static class ExtendedDecoder extends JacksonJsonDecoder {}

    static class CustomDecoder {

        @Bean
        WebFluxConfigurer customDecoder() {
            return new WebFluxConfigurer() {
                @Override
                public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
                    configurer.defaultCodecs().jacksonJsonDecoder(new ExtendedDecoder());
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Object.class, Enabled.class, OwnDecoder.class})
    void objectShouldHavePartsInTheArena(Class<?> configuration) {
        contextRunner.withUserConfiguration(configuration).run(context -> {
            WebTestClient client = client(context);
            client.post().uri("/orders").contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("{\"customer\":\"c\",\"items\":[{\"id\":1},{\"id\":2}]}").exchange()
                    .expectStatus().isOk().expectBody(String.class).isEqualTo("c 2");
            client.post().uri("/orders").contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("{\"items\":[{\"id\":\"x\"}]}").exchange().expectStatus().isBadRequest().expectBody()
                    .jsonPath("$.path").isEqualTo("/items/0/id");
        });
    }

    private static WebTestClient client(AssertableReactiveWebApplicationContext context) {
        var server = (ReactiveWebServerApplicationContext) context.getSourceApplicationContext();
        int port = Objects.requireNonNull(server.getWebServer()).getPort();
        return WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }

    @ParameterizedTest
    @ValueSource(classes = {Object.class, Enabled.class})
    void objectInOtherFormatsShouldHavePartsInTheArena(Class<?> configuration) {
        Map<String, Object> order = Map.of("customer", "c", "items", List.of(Map.of("id", 1), Map.of("id", 2)));
        contextRunner.withUserConfiguration(configuration).run(context -> {
            WebTestClient client = client(context);
            client.post().uri("/orders").contentType(MediaType.APPLICATION_CBOR)
                    .bodyValue(new CBORMapper().writeValueAsBytes(order)).exchange()
                    .expectStatus().isOk().expectBody(String.class).isEqualTo("c 2");
            client.post().uri("/orders").contentType(MediaType.APPLICATION_XML)
                    .bodyValue("<order><customer>c</customer><items><i><id>1</id></i><i><id>2</id></i></items></order>")
                    .exchange().expectStatus().isOk().expectBody(String.class).isEqualTo("c 2");
        });
    }

    @Test
    void classOfTheApplicationShouldStay() {
        contextRunner.withUserConfiguration(CustomDecoder.class).run(context -> assertThat(decoders(context
                .getBean(ServerCodecConfigurer.class))).contains(ExtendedDecoder.class)
                .doesNotContain(ArenaJsonDecoder.class));
    }

    private static Stream<Class<?>> decoders(ServerCodecConfigurer configurer) {
        return configurer.getReaders().stream()
                .filter(DecoderHttpMessageReader.class::isInstance)
                .map(it -> ((DecoderHttpMessageReader<?>) it).getDecoder().getClass());
    }
}
