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

import org.jspecify.annotations.Nullable;

/**
 * One of the compared services.
 *
 * @param name name in the table
 * @param setup the server
 * @param request the request that the clients send
 * @param greedy the request that one further client sends at the same time and that is not counted, or null
 */
record Contender(String name, ServerSetup setup, Request request, @Nullable Request greedy) {

    Contender(String name, ServerSetup setup, Request request) {
        this(name, setup, request, null);
    }
}
