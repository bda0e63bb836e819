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

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Objects on the heap, created by fastjson2 instead of Jackson. */
@RestController
@RequestMapping(path = "/bench/fastjson2", consumes = FastjsonConverter.MEDIA_TYPE, produces = FastjsonConverter.MEDIA_TYPE)
final class FastjsonController {

    /** As the heap engine of the demo sums up. */
    @PostMapping("/readings/summary")
    List<StationSummary> sumUp(@RequestBody List<Reading> readings) {
        Map<String, Figures> stations = new HashMap<>();
        for (Reading reading : readings) {
            stations.computeIfAbsent(reading.station(), _ -> new Figures()).add(reading.temperature());
        }
        return stations.entrySet().stream().map(it -> it.getValue().summary(it.getKey()))
                .sorted(Comparator.comparing(StationSummary::name)).toList();
    }

    @PostMapping("/orders")
    OrderTotals orders(@RequestBody List<Order> orders) {
        return OrderTotals.of(orders);
    }

    private static final class Figures {
        private double lowest = Double.POSITIVE_INFINITY;
        private double sum;
        private double highest = Double.NEGATIVE_INFINITY;
        private long count;

        void add(double temperature) {
            lowest = Math.min(lowest, temperature);
            sum += temperature;
            highest = Math.max(highest, temperature);
            count++;
        }

        StationSummary summary(String name) {
            return new StationSummary(name, lowest, Math.round(10 * sum / count) / 10.0, highest, count);
        }
    }
}
