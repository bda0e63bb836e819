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

/**
 * The open loop: sends requests at a fixed rate, independent of the server's speed, with <a
 * href="https://nghttp2.org">h2load</a>. It uses HTTP/2, because h2load does not parse Tomcat's status line, which has no
 * reason phrase. The percentiles include only successful responses.
 */
final class H2load {
    private H2load() {}

    /**
     * An open loop of at most 1000 requests per second. Each request has its own connection, and the connections open at even
     * intervals.
     */
    static Answers open(Request request, int port, int seconds, int perSecond)
            throws IOException, InterruptedException {
        int together = Math.ceilDiv(perSecond, 100); // keeps intervals at 10 ms or more
        int all = perSecond * seconds;
        Path log = Files.createTempFile("answers", ".tsv");
        Files.delete(log);
        List<String> command = new ArrayList<>(List.of("h2load", "-t1", "--connection-active-timeout=60",
                "--log-file=" + log, "-H", "Content-Type: " + request.type(), "-d",
                Objects.requireNonNull(request.body()).toString(), "-n" + all, "-c" + all, "-r" + together,
                "--rate-period=" + 1000 * together / perSecond + "ms"));
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

    /** Lines with start, status and duration in microseconds. */
    private static Answers answers(List<String> lines, int seconds) {
        var counted = new Answers.Counter();
        for (String line : lines) {
            String[] fields = line.split("\t", -1);
            counted.add(Integer.parseInt(fields[1]), Long.parseLong(fields[2]));
        }
        return counted.answers(seconds);
    }
}
