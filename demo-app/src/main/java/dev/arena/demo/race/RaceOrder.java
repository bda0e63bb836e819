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

package dev.arena.demo.race;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * The settings of a race.
 *
 * @param job the work
 * @param rows number of rows of a request
 * @param clients number of clients. Each sends its next request after the previous response
 * @param seconds duration of the load on each engine
 * @param threads kind of the threads that handle the requests
 */
record RaceOrder(@NotNull Job job, @Min(1_000) int rows, @Min(1) @Max(MOST_CLIENTS) int clients,
        @Min(1) @Max(30) int seconds, @NotNull ThreadKind threads) {
    static final int MOST_CLIENTS = 256;

    @AssertTrue(message = "a request of this job cannot have so many rows")
    boolean isOfASizeThatTheJobTakes() {
        return job == null || rows <= job.mostRows();
    }
}
