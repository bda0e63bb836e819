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
import java.util.Objects;

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
import org.springframework.web.client.RestClient;

import dev.arena.spring.boot.orders.OrderApplication.Line;
import dev.arena.spring.boot.orders.OrderApplication.Price;
import dev.arena.spring.boot.orders.OrderApplication.PricedLine;

/** Orders as objects on the heap, in Spring MVC. */
@RestController
@RequestMapping("/plain")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class PlainOrders {
    private final RestClient client;
    private final JdbcTemplate jdbc;

    PlainOrders(RestClient.Builder clients, JdbcTemplate jdbc) {
        this.client = clients.build();
        this.jdbc = jdbc;
    }

    @PostMapping("/orders")
    long receive(@RequestBody List<Line> lines, @RequestHeader("X-Prices") String prices) {
        Map<String, Price> known = Objects
                .requireNonNull(client.get().uri(prices).retrieve().body(new ParameterizedTypeReference<>() {
                }));
        return store(jdbc, priced(lines, known));
    }

    @GetMapping("/orders/{customer}")
    List<PricedLine> list(@PathVariable int customer) {
        return jdbc.query(OrderApplication.SELECT, new DataClassRowMapper<>(PricedLine.class), customer);
    }

    static List<PricedLine> priced(List<Line> lines, Map<String, Price> prices) {
        return lines.stream().map(line -> new PricedLine(line.customer(), line.product(), line.quantity(),
                Objects.requireNonNull(prices.get(line.product())).price())).toList();
    }

    static long store(JdbcTemplate jdbc, List<PricedLine> lines) {
        jdbc.batchUpdate(OrderApplication.INSERT, lines, 500, (statement, line) -> {
            statement.setInt(1, line.customer());
            statement.setString(2, line.product());
            statement.setInt(3, line.quantity());
            statement.setDouble(4, line.price());
        });
        return lines.size();
    }
}
