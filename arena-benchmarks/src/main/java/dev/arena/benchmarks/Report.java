package dev.arena.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks with the heap profiler and writes what this module's README shows: {@code table.md} and {@code chart.svg} in
 * the current directory. Takes JMH's own arguments.
 */
public final class Report {
    private static final String HEAP_BYTES = "gc.alloc.rate.norm";

    private Report() {}

    private record Row(String row, String contender, double median, double least, double error,
            double heapBytes) {

        static Row of(RunResult result) {
            String[] names = result.getParams().getBenchmark().split("\\.", -1);
            List<String> parameters = new ArrayList<>();
            for (String key : result.getParams().getParamsKeys()) {
                parameters.add(key + " " + result.getParams().getParam(key));
            }
            Result<?> heap = result.getSecondaryResults().get(HEAP_BYTES);
            String benchmark = names[names.length - 2].replace("Benchmark", "");
            return new Row(parameters.isEmpty() ? benchmark : benchmark + ", " + String.join(", ", parameters),
                    names[names.length - 1], result.getPrimaryResult().getStatistics().getPercentile(50),
                    result.getPrimaryResult().getStatistics().getMin(),
                    result.getPrimaryResult().getScoreError(), heap == null ? 0 : heap.getScore());
        }
    }

    /**
     * Runs.
     *
     * @param  args                       arguments of JMH, such as a pattern
     * @throws CommandLineOptionException if they are wrong
     * @throws RunnerException            if a benchmark fails
     * @throws IOException                if a file cannot be written
     */
    public static void main(String[] args) throws CommandLineOptionException, RunnerException, IOException {
        ChainedOptionsBuilder options = new OptionsBuilder().parent(new CommandLineOptions(args))
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class);
        Collection<RunResult> results = new Runner(options.build()).run();
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        for (RunResult result : results) {
            Row row = Row.of(result);
            rows.computeIfAbsent(row.row(), _ -> new ArrayList<>()).add(row);
        }
        Files.writeString(Path.of("table.md"), table(rows));
        Files.writeString(Path.of("chart.svg"), chart(rows));
    }

    private static String table(Map<String, List<Row>> rows) {
        var text = new StringBuilder(
                "| row | contender | ns, median | least | ± (99.9%) | heap B/op |\n|---|---|--:|--:|--:|--:|\n");
        rows.forEach((name, contenders) -> contenders.forEach(row -> text.append("| %s | %s | %s | %s | %s | %s |%n"
                .formatted(name, row.contender(), number(row.median()), number(row.least()), number(row.error()),
                        number(row.heapBytes())))));
        return text.toString();
    }

    private static String number(double value) {
        if (value < 0.05) {
            return "0";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 1000 ? "%.1f" : "%,.0f", value);
    }

    /** Bars from 0.1 ns on a logarithmic scale, a group for each row. */
    private static String chart(Map<String, List<Row>> rows) {
        int left = 190;
        int decade = 90;
        int y = 40;
        var bars = new StringBuilder();
        for (Map.Entry<String, List<Row>> group : rows.entrySet()) {
            y += 24;
            bars.append("<text x=\"10\" y=\"%d\" font-weight=\"bold\">%s</text>%n".formatted(y, group.getKey()));
            for (Row row : group.getValue()) {
                y += 16;
                int width = (int) Math.max(1, decade * (1 + Math.log10(Math.max(row.median(), 0.1))));
                bars.append(
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>%n"
                                .formatted(left - 8, y, row.contender(), left, y - 10, width,
                                        row.contender().startsWith("arena") ? "#2a7f62" : "#9aa5b1", left + width + 6,
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
