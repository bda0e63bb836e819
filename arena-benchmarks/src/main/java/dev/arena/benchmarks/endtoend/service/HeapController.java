package dev.arena.benchmarks.endtoend.service;

import java.util.List;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Objects on the heap, as a Spring application has them. Nothing here knows of arenas. */
@RestController
@RequestMapping("/bench/heap")
final class HeapController {

    @PostMapping("/readings")
    Totals readings(@RequestBody List<Reading> readings) {
        return Totals.of(readings);
    }

    @PostMapping("/orders")
    OrderTotals orders(@RequestBody List<Order> orders) {
        return OrderTotals.of(orders);
    }
}
