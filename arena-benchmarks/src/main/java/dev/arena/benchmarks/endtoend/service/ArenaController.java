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

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.collect.RecordVec;

/** The requests of {@link HeapController}, with records in the request's arena. */
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
