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

package dev.arena.spring.boot.orders;

import java.util.Objects;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringMap;
import dev.arena.spring.boot.jdbc.RecordBatchSetter;
import dev.arena.spring.boot.jdbc.RecordVecExtractor;
import dev.arena.spring.boot.orders.OrderApplication.ArenaLine;
import dev.arena.spring.boot.orders.OrderApplication.Line;
import dev.arena.spring.boot.orders.OrderApplication.Price;

/** Orders in the arena of their request, in WebFlux. */
@RestController
@RequestMapping("/arena")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class ReactiveArenaOrders {
    private final WebClient client;
    private final JdbcTemplate jdbc;

    ReactiveArenaOrders(WebClient.Builder clients, JdbcTemplate jdbc) {
        this.client = clients.build();
        this.jdbc = jdbc;
    }

    @PostMapping("/orders")
    Mono<Long> receive(@RequestBody RecordVec<Line> lines, @RequestHeader("X-Prices") String prices, Arena arena) {
        return client.get().uri(prices).retrieve()
                .bodyToMono(new ParameterizedTypeReference<StringMap<Price>>() {
                }).publishOn(Schedulers.boundedElastic()).map(known -> RecordBatchSetter.update(jdbc,
                        OrderApplication.INSERT, ArenaOrders.priced(lines, known, arena), 500));
    }

    @GetMapping("/orders/{customer}")
    Mono<RecordVec<ArenaLine>> list(@PathVariable int customer, Arena arena) {
        return Mono.fromCallable(() -> Objects.requireNonNull(jdbc.query(OrderApplication.SELECT,
                new RecordVecExtractor<>(arena, ArenaLine.class), customer)))
                .subscribeOn(Schedulers.boundedElastic());
    }
}
