package dev.arena.benchmarks.endtoend.service;

import java.math.BigDecimal;
import java.util.List;

/**
 * The answer to orders.
 *
 * @param orders how many there were
 * @param lines  how many lines they had
 * @param total  what they come to
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
