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
import org.springframework.web.client.RestClient;

import dev.arena.Arena;
import dev.arena.collect.RecordCursor;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringMap;
import dev.arena.record.Field;
import dev.arena.spring.boot.jdbc.RecordBatchSetter;
import dev.arena.spring.boot.jdbc.RecordVecExtractor;
import dev.arena.spring.boot.orders.OrderApplication.ArenaLine;
import dev.arena.spring.boot.orders.OrderApplication.Line;
import dev.arena.spring.boot.orders.OrderApplication.Price;

/** Orders in the arena of their request, in Spring MVC. */
@RestController
@RequestMapping("/arena")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ArenaOrders {
    private final RestClient client;
    private final JdbcTemplate jdbc;
    private final Arena arena;

    ArenaOrders(RestClient.Builder clients, JdbcTemplate jdbc, Arena arena) {
        this.client = clients.build();
        this.jdbc = jdbc;
        this.arena = arena;
    }

    @PostMapping("/orders")
    long receive(@RequestBody RecordVec<Line> lines, @RequestHeader("X-Prices") String prices) {
        StringMap<Price> known = Objects
                .requireNonNull(client.get().uri(prices).retrieve().body(new ParameterizedTypeReference<>() {
                }));
        return RecordBatchSetter.update(jdbc, OrderApplication.INSERT, priced(lines, known, arena), 500);
    }

    @GetMapping("/orders/{customer}")
    RecordVec<ArenaLine> list(@PathVariable int customer) {
        return Objects.requireNonNull(jdbc.query(OrderApplication.SELECT,
                new RecordVecExtractor<>(arena, ArenaLine.class), customer));
    }

    static RecordVec<ArenaLine> priced(RecordVec<Line> lines, StringMap<Price> prices, Arena arena) {
        var priced = new RecordVec<>(arena, ArenaLine.class);
        Field customer = lines.layout().field("customer");
        Field product = lines.layout().field("product");
        Field quantity = lines.layout().field("quantity");
        for (RecordCursor<Line> line = lines.cursor(); line.next();) {
            var name = Objects.requireNonNull(line.getText(product));
            Price price = Objects.requireNonNull(prices.get(name));
            priced.add(new ArenaLine(line.getInt(customer), name, line.getInt(quantity), price.price()));
        }
        return priced;
    }
}
