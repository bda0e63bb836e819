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
 * @param requests                how many requests were answered
 * @param refused                 how many were refused, as there was no memory for them
 * @param failed                  how many got another answer, or none
 * @param perSecond               answers in a second
 * @param p50Millis               time within which half of the answers came
 * @param p99Millis               time within which 99 of 100 came
 * @param heapBytesPerRequest     heap memory that all threads of the JVM allocated for a request, the clients apart
 * @param collections             garbage collections that stopped the application meanwhile
 * @param pauseMillis             how long they took
 * @param arenaBytesPerRequest    the most that the arena of a request held, on average; 0 where none was used
 * @param arenaBytesAfter         arena memory of all requests that was live afterwards
 * @param releaseMillis           how long it took until there was none; null if there still was some when nobody waited any longer
 */
record Lap(long requests, long refused, long failed, double perSecond, double p50Millis, double p99Millis,
        long heapBytesPerRequest, long collections, long pauseMillis, long arenaBytesPerRequest, long arenaBytesAfter,
        @Nullable Double releaseMillis) {}
