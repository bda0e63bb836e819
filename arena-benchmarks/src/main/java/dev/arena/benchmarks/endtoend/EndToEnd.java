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
import java.lang.reflect.UndeclaredThrowableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.arena.benchmarks.endtoend.Server.Figures;

/**
 * Compares the engines of the demo and their alternatives over HTTP, and prints the rows of {@code docs/performance.md}. Run it
 * in the root of the repository, after a build.
 *
 * <pre>java -cp arena-benchmarks/target/benchmarks.jar dev.arena.benchmarks.endtoend.EndToEnd [SCENARIO…]
 *   [--seconds=4] [--turns=3] [--warm-ups=3]</pre>
 *
 * <p>Each scenario starts new servers. The contenders take turns in varying order.
 */
public final class EndToEnd {
    private static final int CLIENTS_WARMING_UP = 4;

    private final Wrk wrk = new Wrk();
    private final int seconds;
    private final int turns;
    private final int warmUps;

    private EndToEnd(Settings settings) throws IOException {
        this.seconds = settings.number("seconds", 4);
        this.turns = settings.number("turns", 3);
        this.warmUps = settings.number("warm-ups", 3);
    }

    /**
     * Runs scenarios.
     *
     * @param  args                 names of scenarios, none for all, and options
     * @throws IOException          if a server or the load tool cannot be run
     * @throws InterruptedException if this thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Settings settings = Settings.parse(args);
        ServerKind.unpackDemo();
        System.out.println(Turns.HEADER);
        for (Scenario scenario : Scenario.all()) {
            if (settings.asksFor(scenario)) {
                new EndToEnd(settings).run(scenario);
            }
        }
    }

    private void run(Scenario scenario) throws IOException, InterruptedException {
        if (scenario.apart()) {
            for (Contender contender : scenario.contenders()) {
                runApart(scenario, contender);
            }
        } else {
            runInTurns(scenario);
        }
    }

    private void runInTurns(Scenario scenario) throws IOException, InterruptedException {
        Map<ServerSetup, Server> servers = new LinkedHashMap<>();
        try {
            for (Contender contender : scenario.contenders()) {
                if (!servers.containsKey(contender.setup())) {
                    servers.put(contender.setup(), start(contender.setup(), scenario));
                }
            }
            List<Contender> contenders = scenario.contenders();
            List<Turns> results = contenders.stream().map(_ -> new Turns()).toList();
            for (int turn = 0; turn < warmUps + turns; turn++) {
                for (int i = 0; i < contenders.size(); i++) {
                    int next = turn % 2 == 0 ? i : contenders.size() - 1 - i;
                    Contender contender = contenders.get(next);
                    Server server = Objects.requireNonNull(servers.get(contender.setup()));
                    runTurn(scenario, contender, server, turn < warmUps ? new Turns() : results.get(next));
                }
            }
            for (int i = 0; i < contenders.size(); i++) {
                System.out.println(results.get(i).row(scenario.title(), contenders.get(i).name(), 0));
            }
        } finally {
            servers.values().forEach(Server::close);
        }
    }

    private static Server start(ServerSetup setup, Scenario scenario) throws IOException, InterruptedException {
        var server = new Server(setup);
        if (scenario.before() != null) {
            server.exchange(scenario.before());
        }
        return server;
    }

    private void runTurn(Scenario scenario, Contender contender, Server server, Turns result)
            throws IOException, InterruptedException {
        Figures before = server.figures();
        Wrk.Running greedy = contender.greedy() == null
                ? null
                : wrk.start(contender.greedy(), server.port(), 1, seconds);
        Answers answers = wrk.start(contender.request(), server.port(), scenario.connections(), seconds).join();
        if (greedy != null) {
            greedy.join();
        }
        result.add(answers, server.figures().since(before));
        if (scenario.after() != null) {
            server.exchange(scenario.after());
        }
    }

    /**
     * Warms up with few clients, and then sends the requests of all clients. A server without enough memory may spend all its
     * time on garbage collection. It then also stops responding to this process.
     */
    private void runApart(Scenario scenario, Contender contender) throws IOException, InterruptedException {
        try (var server = new Server(contender.setup())) {
            runApart(scenario, contender, server);
        } catch (UndeclaredThrowableException e) {
            System.out.println(Turns.noResponse(scenario.title(), contender.name()));
        }
    }

    private void runApart(Scenario scenario, Contender contender, Server server)
            throws IOException, InterruptedException {
        for (int turn = 0; turn < warmUps; turn++) {
            Hey.closed(contender.request(), server.port(), CLIENTS_WARMING_UP, seconds);
        }
        var result = new Turns();
        for (int turn = 0; turn < turns; turn++) {
            Figures before = server.figures();
            Answers answers = Hey.closed(contender.request(), server.port(), scenario.connections(), seconds);
            result.add(answers, server.figures().since(before));
        }
        System.out.println(result.row(scenario.title(), contender.name(), server.outOfMemoryErrors()));
    }
}
