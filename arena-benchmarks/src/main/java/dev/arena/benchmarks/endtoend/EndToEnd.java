package dev.arena.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.arena.benchmarks.endtoend.DemoProcess.Figures;
import dev.arena.benchmarks.endtoend.Load.Latencies;

/**
 * Compares the two engines of the demo as its clients see them: starts the packaged demo, lets each engine answer the same
 * requests in turns, and prints the table of {@code docs/performance.md}.
 *
 * <pre>java -cp arena-benchmarks/target/benchmarks.jar dev.arena.benchmarks.endtoend.EndToEnd JAR [SECONDS [ROUNDS [CONNECTIONS]]]</pre>
 */
public final class EndToEnd {
    private static final List<String> ENGINES = List.of("arena", "heap");
    private static final long DEFAULT_SECONDS = 5;
    private static final int DEFAULT_ROUNDS = 5;
    private static final int DEFAULT_CONNECTIONS = 4;

    /** Turns of each engine that are not counted. */
    private static final int WARM_UPS = 3;

    private final DemoProcess demo;
    private final Load load;
    private final long seconds;
    private final int rounds;

    private EndToEnd(DemoProcess demo, int connections, long seconds, int rounds) {
        this.demo = demo;
        this.load = new Load(demo.port(), connections);
        this.seconds = seconds;
        this.rounds = rounds;
    }

    /** What one engine has shown. */
    private static final class Result {
        private final List<Latencies> latencies = new ArrayList<>();
        private Figures figures = new Figures(0, 0, 0);

        void add(Latencies more, Figures moreFigures) {
            latencies.add(more);
            figures = figures.plus(moreFigures);
        }

        String row(String scenario, String engine) {
            Latencies all = Latencies.of(latencies);
            double requests = all.count();
            return String.format(Locale.ROOT, "| %s | %s | %,.0f | %.2f | %.2f | %.2f | %,.1f | %.2f | %.2f |",
                    scenario,
                    engine, all.perSecond(), all.percentileMs(0.5), all.percentileMs(0.99), all.percentileMs(0.999),
                    figures.heapBytes() / requests / 1000, 1000 * figures.pauses() / requests,
                    1000 * figures.pauseMs() / requests);
        }
    }

    /**
     * Runs all scenarios.
     *
     * @param  args                 the packaged demo; seconds of each turn, turns of each engine, connections
     * @throws IOException          if the demo cannot be run, or a request fails
     * @throws InterruptedException if this thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 0) {
            throw new IllegalArgumentException("Name the packaged demo: demo-app/target/demo-app-….jar");
        }
        long seconds = args.length > 1 ? Long.parseLong(args[1]) : DEFAULT_SECONDS;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : DEFAULT_ROUNDS;
        int connections = args.length > 3 ? Integer.parseInt(args[3]) : DEFAULT_CONNECTIONS;
        System.out.println("| request | engine | requests/s | p50, ms | p99, ms | p99.9, ms | heap KB/request "
                + "| pauses/1000 requests | pause ms/1000 requests |\n|---|---|--:|--:|--:|--:|--:|--:|--:|");
        for (Scenario scenario : Scenario.all()) { // each in a machine that has seen nothing else
            try (var demo = new DemoProcess(Path.of(args[0]), List.of("-Xmx1g"))) {
                new EndToEnd(demo, connections, seconds, rounds).run(scenario);
            }
        }
    }

    private void run(Scenario scenario) throws IOException, InterruptedException {
        if (scenario.stored() > 0) {
            exchange(Scenario.storing(scenario.stored()));
        }
        Map<String, Result> results = new LinkedHashMap<>();
        for (int turn = 0; turn < WARM_UPS + rounds; turn++) {
            for (String engine : ENGINES) {
                Figures before = demo.figures();
                Latencies latencies = load.run(scenario.request().apply(engine), seconds);
                Figures during = demo.figures().since(before);
                if (scenario.stores()) {
                    exchange(Scenario.forgetting());
                }
                if (turn >= WARM_UPS) {
                    results.computeIfAbsent(engine, _ -> new Result()).add(latencies, during);
                }
            }
        }
        results.forEach((engine, result) -> System.out.println(result.row(scenario.name(), engine)));
    }

    private void exchange(byte[] request) throws IOException {
        try (var connection = new Connection(demo.port())) {
            connection.exchange(request);
        }
    }
}
