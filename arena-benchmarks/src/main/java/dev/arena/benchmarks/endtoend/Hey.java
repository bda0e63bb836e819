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
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The closed loop over HTTP/1.1, with <a href="https://github.com/rakyll/hey">hey</a>, which distinguishes refusals from
 * successful responses. The percentiles include only successful responses. Requests without a response are not counted.
 */
final class Hey {
    private Hey() {}

    /** A closed loop. */
    static Answers closed(Request request, int port, int connections, int seconds)
            throws IOException, InterruptedException {
        List<String> command = List.of("hey", "-c", Integer.toString(connections), "-z", seconds + "s", "-t", "60",
                "-o", "csv", "-m", "POST", "-T", request.type(), "-D",
                Objects.requireNonNull(request.body()).toString(), request.url(port));
        Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        try (Stream<String> lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
            Answers answers = answers(lines.skip(1).toList(), seconds);
            if (process.waitFor() != 0) {
                throw new IOException("hey failed for " + request);
            }
            return answers;
        }
    }

    /** Lines of seven numbers. The first is the duration in seconds, and the sixth is the status. */
    private static Answers answers(List<String> lines, int seconds) {
        var counted = new Answers.Counter();
        for (String line : lines) {
            String[] fields = line.split(",", -1);
            counted.add(Integer.parseInt(fields[6]), Math.round(1e6 * Double.parseDouble(fields[0])));
        }
        return counted.answers(seconds);
    }
}
