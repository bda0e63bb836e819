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

package dev.arena.spring.boot.sample;

import java.math.BigDecimal;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.collect.RecordCursor;
import dev.arena.collect.RecordVec;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.spring.boot.ArenaBudget;

/** The samples of docs/getting-started.md. */
@RestController
class FirstSteps {

    // @start region="cursor"
    private static final Field QUANTITY = RecordLayout.of(Order.class).field("quantity");

    @PostMapping("/orders/quantity")
    long quantity(@RequestBody RecordVec<Order> orders) {
        long quantity = 0;
        RecordCursor<Order> order = orders.cursor();
        while (order.next()) {
            quantity += order.getInt(QUANTITY); // creates no Order
        }
        return quantity;
    }
    // @end

    // @start region="answer"
    @PostMapping("/orders/expensive")
    @ArenaBudget("512KB")
    RecordVec<Order> expensive(@RequestBody RecordVec<Order> orders, Arena arena) {
        var expensive = new RecordVec<>(arena, Order.class);
        for (Order order : orders) {
            if (order.price().compareTo(BigDecimal.valueOf(100)) > 0) {
                expensive.add(order);
            }
        }
        return expensive; // written to the client from arena memory
    }
    // @end

    // @start region="reactive"
    @PostMapping("/orders/quantity/reactive")
    Mono<Long> quantity(@RequestBody Mono<RecordVec<Order>> body) { // was Flux<Order>
        return body.map(orders -> orders.stream().mapToLong(Order::quantity).sum());
    }
    // @end
}
