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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures latency at several request rates in an open loop, prints a table, and writes a chart. Run it in the root of the
 * repository, after a build.
 *
 * <pre>java -cp arena-benchmarks/target/benchmarks.jar dev.arena.benchmarks.endtoend.LoadCurve SCENARIO
 *   [--rates=50,100,200] [--seconds=10] [--chart=load.svg]</pre>
 *
 * <p>Each contender has its own server, and runs through all rates in ascending order. It stops after the first rate at which
 * it responds to less than half of the requests.
 */
public final class LoadCurve {
    private static final String HEADER = """
            | engine | rate, req/s | served/s | p50, ms | p99, ms | refused | failed |
            |---|--:|--:|--:|--:|--:|--:|""";

    private LoadCurve() {}

    /**
     * Runs scenarios.
     *
     * @param  args                 names of scenarios, and options
     * @throws IOException          if a server or the load tool cannot be run
     * @throws InterruptedException if this thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Settings settings = Settings.parse(args);
        ServerKind.unpackDemo();
        for (Scenario scenario : Scenario.all()) {
            if (!settings.names().isEmpty() && settings.asksFor(scenario)) {
                Map<String, List<LineChart.Point>> lines = new LinkedHashMap<>();
                System.out.println(scenario.title() + "\n\n" + HEADER);
                for (Contender contender : scenario.contenders()) {
                    lines.put(contender.name(), run(contender, settings));
                }
                Files.writeString(Path.of(settings.options().getOrDefault("chart", "load.svg")),
                        new LineChart(scenario.title() + ": time within which 99% are answered, by load",
                                "requests a second", "ms").svg(lines));
            }
        }
    }

    private static List<LineChart.Point> run(Contender contender, Settings settings)
            throws IOException, InterruptedException {
        List<LineChart.Point> points = new ArrayList<>();
        int seconds = settings.number("seconds", 10);
        try (var server = new Server(contender.setup())) {
            Hey.closed(contender.request(), server.port(), 8, seconds); // warms up
            for (int rate : settings.numbers("rates", "25,50,100,150,200,300,400")) {
                Answers answers = H2load.open(contender.request(), server.port(), seconds, rate);
                long errors = server.outOfMemoryErrors();
                System.out.println(String.format(Locale.ROOT, "| %s | %d | %.0f | %.1f | %.1f | %.1f%% | %.1f%%%s |",
                        contender.name(), rate, answers.perSecond(), answers.p50(), answers.p99(),
                        100.0 * answers.refused() / Math.max(1, answers.count()),
                        100.0 * answers.failed() / Math.max(1, answers.count()),
                        errors == 0 ? "" : ", " + errors + " OutOfMemoryErrors"));
                String note = errors > 0 ? "OutOfMemoryError" : answers.refused() > 0 ? "refuses the excess" : "";
                points.add(new LineChart.Point(rate, answers.p99(), note));
                if (answers.served() < rate * (long) seconds / 2 && answers.refused() == 0) {
                    break;
                }
            }
        }
        return points;
    }
}
