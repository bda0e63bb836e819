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

import org.jspecify.annotations.Nullable;

/**
 * The result of one engine under load.
 *
 * @param requests number of successful responses
 * @param refused number of requests refused for lack of memory
 * @param failed number of requests with another response, or without one
 * @param perSecond responses per second
 * @param p50Millis median of the response times
 * @param p99Millis 99th percentile of the response times
 * @param heapBytesPerRequest heap memory that all threads of the JVM except the clients allocated, divided by the number of
 *                            requests
 * @param collections number of garbage collections that stopped the application
 * @param pauseMillis total duration of these collections
 * @param arenaBytesPerRequest mean of the peak memory of the requests' arenas, or 0 if none was used
 * @param arenaBytesAfter arena memory of all requests that was live after the load
 * @param releaseMillis time until no arena memory was live, or null if the wait timed out
 */
record Lap(long requests, long refused, long failed, double perSecond, double p50Millis, double p99Millis,
        long heapBytesPerRequest, long collections, long pauseMillis, long arenaBytesPerRequest, long arenaBytesAfter,
        @Nullable Double releaseMillis) {}
