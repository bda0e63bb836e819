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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Loads of which each answer is known with its status, by <a href="https://nghttp2.org">h2load</a> speaking HTTP/2, as it does not
 * understand the status line of Tomcat, which has no reason: the open loop, which sends requests at a fixed rate whatever the server does,
 * and a closed loop. Percentiles are of answers of success.
 */
final class H2load {
    private H2load() {}

    /** A closed loop. */
    static Answers closed(Request request, int port, int connections, int seconds)
            throws IOException, InterruptedException {
        return run(request, port, seconds, "-c" + connections, "-D" + seconds);
    }

    /** An open loop of so many requests a second, at most 1000. Each has a connection of its own, and they are opened at even intervals. */
    static Answers open(Request request, int port, int seconds, int perSecond)
            throws IOException, InterruptedException {
        int together = Math.ceilDiv(perSecond, 100); // so that intervals are not shorter than 10 ms
        int all = perSecond * seconds;
        return run(request, port, seconds, "-n" + all, "-c" + all, "-r" + together,
                "--rate-period=" + 1000 * together / perSecond + "ms");
    }

    private static Answers run(Request request, int port, int seconds, String... load)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("answers", ".tsv");
        Files.delete(log);
        List<String> command = new ArrayList<>(List.of("h2load", "-t1", "--connection-active-timeout=60",
                "--log-file=" + log, "-H", "Content-Type: " + request.type(), "-d",
                Objects.requireNonNull(request.body()).toString()));
        command.addAll(List.of(load));
        command.add(request.url(port));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("h2load failed for " + request + ": " + output);
        }
        try {
            return answers(Files.readAllLines(log), seconds);
        } finally {
            Files.delete(log);
        }
    }

    /** Lines of start, status and duration in microseconds. */
    private static Answers answers(List<String> lines, int seconds) {
        long refused = 0;
        long failed = 0;
        var served = LongStream.builder();
        for (String line : lines) {
            String[] fields = line.split("\t", -1);
            int status = Integer.parseInt(fields[1]);
            if (status / 100 == 2) {
                served.add(Long.parseLong(fields[2]));
            } else if (status == 413 || status == 503) {
                refused++;
            } else {
                failed++;
            }
        }
        long[] micros = served.build().sorted().toArray();
        return new Answers(micros.length, refused, failed, micros.length / (double) seconds, percentile(micros, 0.5),
                percentile(micros, 0.99), percentile(micros, 0.999));
    }

    /** The nearest rank, in milliseconds; NaN if there is none. */
    private static double percentile(long[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted.length == 0 ? Double.NaN : sorted[Math.clamp(rank - 1, 0, sorted.length - 1)] / 1e3;
    }
}
