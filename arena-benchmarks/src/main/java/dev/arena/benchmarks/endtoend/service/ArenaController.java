package dev.arena.benchmarks.endtoend.service;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.collect.RecordVec;

/** The same as {@link HeapController}, with records in the arena of the request. */
@RestController
@RequestMapping("/bench/arena")
final class ArenaController {

    @PostMapping("/readings")
    Totals readings(@RequestBody RecordVec<Reading> readings) {
        return ArenaTotals.ofReadings(readings);
    }

    @PostMapping("/orders")
    OrderTotals orders(@RequestBody RecordVec<Order> orders) {
        return ArenaTotals.ofOrders(orders);
    }
}
