package dev.arena.benchmarks.endtoend.service;

import java.math.BigDecimal;
import java.util.List;

import dev.arena.collect.RecordCursor;
import dev.arena.collect.RecordSlice;
import dev.arena.collect.RecordVec;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;

/**
 * The answer to orders.
 *
 * @param orders how many there were
 * @param lines  how many lines they had
 * @param total  what they come to
 */
record OrderTotals(long orders, long lines, BigDecimal total) {
    private static final Field LINES = RecordLayout.of(Order.class).field("lines");
    private static final RecordLayout<Order.Line> LINE = RecordLayout.of(Order.Line.class);
    private static final Field QUANTITY = LINE.field("quantity");
    private static final Field PRICE = LINE.field("price");

    private static final int SCALE = 2;

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

    static OrderTotals of(RecordVec<Order> orders) {
        long lines = 0;
        long cents = 0;
        for (RecordCursor<Order> order = orders.cursor(); order.next();) {
            RecordSlice<Order.Line> these = order.getRecords(LINES, Order.Line.class);
            if (these == null) {
                continue;
            }
            lines += these.size();
            for (RecordCursor<Order.Line> line = these.cursor(); line.next();) {
                cents += line.getUnscaledLong(PRICE) * line.getInt(QUANTITY);
            }
        }
        return new OrderTotals(orders.size(), lines, BigDecimal.valueOf(cents, SCALE));
    }
}
