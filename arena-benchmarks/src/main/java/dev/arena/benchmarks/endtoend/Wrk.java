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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * The closed loop, with <a href="https://github.com/wg/wrk">wrk</a>. Each connection sends its next request when the previous
 * response has arrived. Such a loop sends less while the server is slow, so it measures throughput. Its percentiles include all
 * responses. They are better than those of clients that do not wait for each other.
 */
final class Wrk {
    private final Path script;

    Wrk() throws IOException {
        this.script = Files.createTempFile("request", ".lua");
        try (InputStream in = Objects.requireNonNull(Wrk.class.getResourceAsStream("request.lua"))) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A load that is going on. */
    static final class Running {
        private final Process process;
        private final String what;

        private Running(Process process, String what) {
            this.process = process;
            this.what = what;
        }

        /** Waits for its end. */
        Answers join() throws IOException, InterruptedException {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("wrk failed for " + what + ": " + output);
            }
            List<String> fields = output.lines().filter(line -> line.startsWith("answers ")).findFirst()
                    .map(line -> List.of(line.split(" ", -1)))
                    .orElseThrow(() -> new IOException("wrk said nothing: " + output));
            long requests = Long.parseLong(fields.get(1));
            double seconds = Long.parseLong(fields.get(2)) / 1e6;
            long refused = Long.parseLong(fields.get(3));
            long failed = Long.parseLong(fields.get(4));
            return new Answers(requests - refused, refused, failed, (requests - refused) / seconds,
                    milliseconds(fields.get(5)),
                    milliseconds(fields.get(6)), milliseconds(fields.get(7)));
        }

        private static double milliseconds(String micros) {
            return Double.parseDouble(micros) / 1e3;
        }
    }

    Running start(Request request, int port, int connections, int seconds) throws IOException {
        List<String> command = List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout", "30s", "-s",
                script.toString(), request.url(port), "--", request.method(), request.type(),
                request.body() == null ? "" : request.body().toString());
        return new Running(new ProcessBuilder(command).redirectErrorStream(true).start(), request.toString());
    }
}
