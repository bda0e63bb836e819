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

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.Objects;

import dev.arena.collect.RecordVec;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;

/** Adds up records with a cursor, which creates no object for a record. */
final class ArenaTotals {
    private static final RecordLayout<Reading> READING = RecordLayout.of(Reading.class);
    private static final Field TEMPERATURE = READING.field("temperature");

    private static final RecordLayout<Order> ORDER = RecordLayout.of(Order.class);
    private static final Field LINES = ORDER.field("lines");
    private static final RecordLayout<?> LINE = Objects.requireNonNull(LINES.element().nested());
    private static final Field QUANTITY = LINE.field("quantity");
    private static final Field PRICE = LINE.field("price");

    private ArenaTotals() {}

    static Totals ofReadings(RecordVec<Reading> readings) {
        MemorySegment rows = readings.rows();
        double sum = 0;
        for (long i = 0; i < readings.size(); i++) {
            sum += TEMPERATURE.getDouble(rows, i * READING.byteSize());
        }
        return new Totals(readings.size(), readings.isEmpty() ? 0 : sum / readings.size());
    }

    static OrderTotals ofOrders(RecordVec<Order> orders) {
        MemorySegment rows = orders.rows();
        MemorySegment text = orders.textSegment();
        long lines = 0;
        long cents = 0;
        for (long order = 0; order < orders.size(); order++) {
            long row = order * ORDER.byteSize();
            int count = LINES.size(rows, row);
            for (int i = 0; i < count; i++) {
                long line = LINES.elementOffset(rows, row, i);
                cents += PRICE.getUnscaledLong(text, line) * QUANTITY.getInt(text, line);
            }
            lines += Math.max(0, count);
        }
        return new OrderTotals(orders.size(), lines, BigDecimal.valueOf(cents, OrderTotals.SCALE));
    }
}
