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

package dev.arena.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import dev.arena.benchmarks.endtoend.Server.Figures;

/** The results of one contender in all turns. The report shows the median. */
final class Turns {
    static final String HEADER = """
            | scenario | engine | req/s | p50, ms | p99, ms | heap KB/request | GC ms/1000 requests | refused | failed |
            |---|---|--:|--:|--:|--:|--:|--:|--:|""";

    private final List<Turn> turns = new ArrayList<>();

    private record Turn(Answers answers, Figures figures) {}

    void add(Answers answers, Figures figures) {
        turns.add(new Turn(answers, figures));
    }

    double perSecond() {
        return median(turn -> turn.answers.perSecond());
    }

    /** A row of the table. */
    String row(String scenario, String contender, long outOfMemoryErrors) {
        String failed = share(turn -> turn.answers.failed());
        return String.format(Locale.ROOT, "| %s | %s | %,.0f | %.2f | %.2f | %,.1f | %,.1f | %s | %s |", scenario,
                contender,
                perSecond(), median(turn -> turn.answers.p50()), median(turn -> turn.answers.p99()),
                median(turn -> turn.figures.heapBytes() / 1e3 / Math.max(1, turn.answers.count())),
                median(turn -> 1e3 * turn.figures.pauseMs() / Math.max(1, turn.answers.count())),
                share(turn -> turn.answers.refused()),
                outOfMemoryErrors == 0 ? failed : failed + ", " + outOfMemoryErrors + " OutOfMemoryErrors");
    }

    /** A row for a server that no longer responds. */
    static String noResponse(String scenario, String contender) {
        return "| " + scenario + " | " + contender + " | the server stopped responding |";
    }

    private String share(ToDoubleFunction<Turn> part) {
        double share = median(turn -> part.applyAsDouble(turn) / Math.max(1, turn.answers.count()));
        return share == 0 ? "0" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    private double median(ToDoubleFunction<Turn> figure) {
        double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
