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

package dev.arena.example;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringMap;
import dev.arena.record.RecordLayout;
import dev.arena.spring.boot.jdbc.RecordVecExtractor;

/** An application that stores records in arenas in all supported ways. */
public final class Orders {

    private Orders() {}

    public enum State {
        OPEN, DONE
    }

    public record Item(String name, int count) {}

    public record Order(long id, @Nullable String customer, double total, State state, List<Item> items,
            Map<String, Price> prices) {}

    public record Price(long cents, Optional<Currency> currency) {}

    public record Currency(String code) {}

    public record Page<T>(T first, int number) {}

    public record Answered(int x) {}

    public record Later(int x) {}

    public record Streamed(int x) {}

    public record Part(int x) {}

    public record Remote(int x) {}

    public record Message(int x) {}

    public record Stored(int x) {}

    public record Laid(int x) {}

    public record Queried(int x) {}

    public record Inner(int x) {}

    public record Inherited(int x) {}

    public record Written(int x) {}

    public record Named(int x) {}

    /** A record on the heap. */
    public record OnHeap(RecordVec<Written> rows, int count) {}

    record NotPublic(int x) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({OrderController.class, Listener.class, Store.class, Beans.class})
    @RegisterReflectionForBinding(Named.class)
    public static class Application {}

    abstract static class Base<T extends Record> {
        @PostMapping("/inherited")
        RecordVec<T> inherited(@RequestBody RecordVec<T> body) {
            return body;
        }
    }

    @RestController
    static class OrderController extends Base<Inherited> {

        @PostMapping("/orders")
        RecordVec<Order> orders(@RequestBody RecordVec<Order> body) {
            return body;
        }

        @PostMapping("/page")
        Page<Item> page(@RequestBody RecordVec<Page<Item>> body) {
            return body.get(0);
        }

        @PostMapping("/private")
        RecordVec<NotPublic> notPublic(@RequestBody RecordVec<NotPublic> body) {
            return body;
        }

        @PostMapping("/answered")
        ResponseEntity<RecordVec<Answered>> answered() {
            return ResponseEntity.notFound().build();
        }

        @PostMapping("/later")
        CompletableFuture<Mono<StringMap<Later>>> later(@RequestPart RecordVec<Part> part) {
            return CompletableFuture.completedFuture(Mono.empty());
        }

        @PostMapping("/streamed")
        Flux<RecordVec<Streamed>> streamed() {
            return Flux.empty();
        }

        @PostMapping("/heap")
        OnHeap onHeap(@RequestBody List<OnHeap> body) {
            return body.getFirst();
        }
    }

    @HttpExchange
    interface RemoteOrders {
        @GetExchange("/remote")
        RecordVec<Remote> remote();
    }

    static class Listener {
        @MessageMapping("messages")
        void receive(RecordVec<Message> messages) {
            assert messages != null;
        }
    }

    static class Store {
        private final @Nullable RecordLayout<Laid> layout = null;

        /** Refers to a class only in its code. */
        @Nullable
        MemorySegment stored(JdbcTemplate jdbc, Arena arena) {
            assert layout == null && new Table(arena).isEmpty();
            var rows = jdbc.query("select 1 as x", new RecordVecExtractor<>(arena, Stored.class));
            return rows == null ? null : rows.rows();
        }

        Object remote() {
            return new ParameterizedTypeReference<RecordVec<Inner>>() {
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {
        @Bean
        RecordLayout<Queried> queried() {
            return RecordLayout.of(Queried.class);
        }

        @Bean
        RemoteOrders remoteOrders() {
            var adapter = RestClientAdapter.create(RestClient.create("http://localhost"));
            return HttpServiceProxyFactory.builderFor(adapter).build().createClient(RemoteOrders.class);
        }
    }
}
