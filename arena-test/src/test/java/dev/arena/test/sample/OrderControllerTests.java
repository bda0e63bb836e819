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

package dev.arena.test.sample;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.test.ArenaTest;

import static org.assertj.core.api.Assertions.assertThat;

// The sample of docs/reference.md for tests.

// @start region="test"
@ArenaTest
class OrderControllerTests {

    @Test
    void totalIsPriceTimesQuantity(Arena arena) { // ends with the test
        var orders = new RecordVec<>(arena, Order.class);
        orders.add(new Order("Ada", new BigDecimal("2.50"), 4));
        assertThat(new OrderController().total(orders)).isEqualByComparingTo("10");
    }
}
// @end

record Order(String customer, BigDecimal price, int quantity) {}

/** The handler of docs/getting-started.md. */
final class OrderController {

    BigDecimal total(RecordVec<Order> orders) {
        BigDecimal total = BigDecimal.ZERO;
        for (Order order : orders) {
            total = total.add(order.price().multiply(BigDecimal.valueOf(order.quantity())));
        }
        return total;
    }
}
