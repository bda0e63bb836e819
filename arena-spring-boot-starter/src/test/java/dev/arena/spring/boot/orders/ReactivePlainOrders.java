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

import java.util.List;
import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.jdbc.core.DataClassRowMapper;
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

import dev.arena.spring.boot.orders.OrderApplication.Line;
import dev.arena.spring.boot.orders.OrderApplication.Price;
import dev.arena.spring.boot.orders.OrderApplication.PricedLine;

/** Orders as objects on the heap, in WebFlux. */
@RestController
@RequestMapping("/plain")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class ReactivePlainOrders {
    private final WebClient client;
    private final JdbcTemplate jdbc;

    ReactivePlainOrders(WebClient.Builder clients, JdbcTemplate jdbc) {
        this.client = clients.build();
        this.jdbc = jdbc;
    }

    @PostMapping("/orders")
    Mono<Long> receive(@RequestBody List<Line> lines, @RequestHeader("X-Prices") String prices) {
        return client.get().uri(prices).retrieve()
                .bodyToMono(new ParameterizedTypeReference<Map<String, Price>>() {
                }).publishOn(Schedulers.boundedElastic())
                .map(known -> PlainOrders.store(jdbc, PlainOrders.priced(lines, known)));
    }

    @GetMapping("/orders/{customer}")
    Mono<List<PricedLine>> list(@PathVariable int customer) {
        return Mono
                .fromCallable(() -> jdbc.query(OrderApplication.SELECT, new DataClassRowMapper<>(PricedLine.class),
                        customer))
                .subscribeOn(Schedulers.boundedElastic());
    }
}
