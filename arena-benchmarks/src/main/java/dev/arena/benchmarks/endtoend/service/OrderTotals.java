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

package dev.arena.benchmarks.endtoend.service;

import java.math.BigDecimal;
import java.util.List;

/**
 * The response to orders.
 *
 * @param orders number of orders
 * @param lines number of lines in all orders
 * @param total total price
 */
record OrderTotals(long orders, long lines, BigDecimal total) {
    /** Decimals of a price. */
    static final int SCALE = 2;

    static OrderTotals of(List<Order> orders) {
        long lines = 0;
        BigDecimal total = BigDecimal.ZERO.setScale(SCALE);
        for (Order order : orders) {
            lines += order.lines().size();
            for (Order.Line line : order.lines()) {
                total = total.add(line.price().multiply(BigDecimal.valueOf(line.quantity())));
            }
        }
        return new OrderTotals(orders.size(), lines, total);
    }
}
