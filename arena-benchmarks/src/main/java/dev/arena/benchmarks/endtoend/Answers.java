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

import java.util.stream.LongStream;

/**
 * The result of a load tool.
 *
 * @param served number of successful responses
 * @param refused number of responses with an error status: 413 and 503 unless something is wrong
 * @param failed number of requests without a response in time, or on a connection that was lost
 * @param perSecond successful responses per second
 * @param p50 median of the response times, in milliseconds
 * @param p99 99th percentile of the response times, in milliseconds
 * @param p999 99.9th percentile of the response times, in milliseconds
 */
record Answers(long served, long refused, long failed, double perSecond, double p50, double p99, double p999) {

    long count() {
        return served + refused + failed;
    }

    /** Counts responses, and computes the percentiles of the successful ones. */
    static final class Counter {
        private long refused;
        private long failed;
        private final LongStream.Builder served = LongStream.builder();

        void add(int status, long micros) {
            if (status / 100 == 2) {
                served.add(micros);
            } else if (status == 413 || status == 503) {
                refused++;
            } else {
                failed++;
            }
        }

        Answers answers(int seconds) {
            long[] micros = served.build().sorted().toArray();
            return new Answers(micros.length, refused, failed, micros.length / (double) seconds,
                    percentile(micros, 0.5), percentile(micros, 0.99), percentile(micros, 0.999));
        }

        /** The nearest rank, in milliseconds. NaN if there are no responses. */
        private static double percentile(long[] sorted, double share) {
            int rank = (int) Math.ceil(share * sorted.length);
            return sorted.length == 0 ? Double.NaN : sorted[Math.clamp(rank - 1, 0, sorted.length - 1)] / 1e3;
        }
    }
}
