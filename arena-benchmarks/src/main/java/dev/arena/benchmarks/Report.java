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

package dev.arena.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.ListStatistics;

/**
 * Runs benchmarks with the heap profiler, and writes the table and the chart of this module's README to {@code table.md} and
 * {@code chart.svg} in the current directory. Accepts JMH's own arguments.
 *
 * <p>A shared machine can be slow while one contender is measured, and fast for the next. The system property {@code
 * arena.rounds} sets how often all contenders are measured, one round after the other.
 */
public final class Report {
    private static final String HEAP_BYTES = "gc.alloc.rate.norm";

    private Report() {}

    /** The results of one contender in all rounds. */
    private static final class Row {
        private final String contender;
        private final ListStatistics times = new ListStatistics();
        private final ListStatistics heapBytes = new ListStatistics();

        Row(String contender) {
            this.contender = contender;
        }

        void add(RunResult result) {
            result.getPrimaryResult().getStatistics().getRawData().forEachRemaining(measured -> {
                for (long i = 0; i < measured.getValue(); i++) {
                    times.addValue(measured.getKey());
                }
            });
            Result<?> heap = result.getSecondaryResults().get(HEAP_BYTES);
            heapBytes.addValue(heap == null ? 0 : heap.getScore());
        }

        double median() {
            return times.getPercentile(50);
        }
    }

    private static String nameOf(BenchmarkParams benchmark) {
        String[] names = benchmark.getBenchmark().split("\\.", -1);
        List<String> parameters = new ArrayList<>();
        for (String key : benchmark.getParamsKeys()) {
            parameters.add(key + " " + benchmark.getParam(key));
        }
        String row = names[names.length - 2].replace("Benchmark", "");
        return parameters.isEmpty() ? row : row + ", " + String.join(", ", parameters);
    }

    /**
     * Runs the benchmarks.
     *
     * @param  args                       arguments of JMH, such as a pattern
     * @throws CommandLineOptionException if an argument is invalid
     * @throws RunnerException            if a benchmark fails
     * @throws IOException                if a file cannot be written
     */
    public static void main(String[] args) throws CommandLineOptionException, RunnerException, IOException {
        ChainedOptionsBuilder options = new OptionsBuilder().parent(new CommandLineOptions(args))
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class);
        Map<String, Map<String, Row>> rows = new LinkedHashMap<>();
        for (int round = 0; round < Integer.getInteger("arena.rounds", 1); round++) {
            for (RunResult result : new Runner(options.build()).run()) {
                String benchmark = result.getParams().getBenchmark();
                rows.computeIfAbsent(nameOf(result.getParams()), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(benchmark.substring(benchmark.lastIndexOf('.') + 1), Row::new).add(result);
            }
        }
        Files.writeString(Path.of("table.md"), table(rows));
        Files.writeString(Path.of("chart.svg"), chart(rows));
    }

    private static String table(Map<String, Map<String, Row>> rows) {
        var text = new StringBuilder(
                "| row | contender | ns, median | least | ± (99.9%) | heap B/op |\n|---|---|--:|--:|--:|--:|\n");
        rows.forEach((name, contenders) -> contenders.values()
                .forEach(row -> text.append("| %s | %s | %s | %s | %s | %s |%n"
                        .formatted(name, row.contender, number(row.median()), number(row.times.getMin()),
                                number(row.times.getMeanErrorAt(0.999)), number(row.heapBytes.getPercentile(50))))));
        return text.toString();
    }

    private static String number(double value) {
        if (value < 0.05) {
            return "0";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 1000 ? "%.1f" : "%,.0f", value);
    }

    /** Draws bars on a logarithmic scale that begins at 0.1 ns, with a group for each row. */
    private static String chart(Map<String, Map<String, Row>> rows) {
        int left = 190;
        int decade = 90;
        int y = 40;
        var bars = new StringBuilder();
        for (Map.Entry<String, Map<String, Row>> group : rows.entrySet()) {
            y += 24;
            bars.append("<text x=\"10\" y=\"%d\" font-weight=\"bold\">%s</text>%n".formatted(y, group.getKey()));
            for (Row row : group.getValue().values()) {
                y += 16;
                int width = (int) Math.max(1, decade * (1 + Math.log10(Math.max(row.median(), 0.1))));
                bars.append(
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>%n"
                                .formatted(left - 8, y, row.contender, left, y - 10, width,
                                        row.contender.startsWith("arena") ? "#2a7f62" : "#9aa5b1", left + width + 6,
                                        y,
                                        number(row.median())));
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="900" height="%d" font-family="sans-serif" font-size="11">
                <rect width="100%%" height="100%%" fill="white"/>
                <text x="10" y="22" font-size="14">Nanoseconds an operation, logarithmic; shorter is better</text>
                %s</svg>
                """.formatted(y + 20, bars);
    }
}
