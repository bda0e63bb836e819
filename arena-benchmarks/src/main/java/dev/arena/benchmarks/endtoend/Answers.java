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

/**
 * What a load tool has seen.
 *
 * @param served    answers of success
 * @param refused   answers with an error status: 413 and 503, unless something is wrong
 * @param failed    requests without an answer in time, or on a connection that was lost
 * @param perSecond answers of success in a second
 * @param p50       time within which half of the answers came, in milliseconds
 * @param p99       likewise for 99 of 100
 * @param p999      likewise for 999 of 1000
 */
record Answers(long served, long refused, long failed, double perSecond, double p50, double p99, double p999) {

    long count() {
        return served + refused + failed;
    }
}
