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

import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a server.
 *
 * @param kind the program
 * @param options options of its virtual machine
 * @param arguments properties of Spring, as on the command line
 */
record ServerSetup(ServerKind kind, List<String> options, List<String> arguments) {

    static ServerSetup of(ServerKind kind, String... options) {
        return new ServerSetup(kind, List.of(options), List.of());
    }

    ServerSetup with(String argument) {
        List<String> more = new ArrayList<>(arguments);
        more.add(argument);
        return new ServerSetup(kind, options, more);
    }
}
