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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of the command line.
 *
 * @param names names of the scenarios, empty for all
 * @param options {@code --name=value}, by name
 */
record Settings(List<String> names, Map<String, String> options) {

    static Settings parse(String... arguments) {
        List<String> names = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                String[] option = argument.substring(2).split("=", 2);
                if (option.length < 2) {
                    throw new IllegalArgumentException(argument + " has no value");
                }
                options.put(option[0], option[1]);
            } else {
                names.add(argument);
            }
        }
        return new Settings(names, options);
    }

    int number(String option, int otherwise) {
        return Integer.parseInt(options.getOrDefault(option, Integer.toString(otherwise)));
    }

    /** Numbers separated by commas. */
    List<Integer> numbers(String option, String otherwise) {
        return List.of(options.getOrDefault(option, otherwise).split(",", -1)).stream().map(Integer::valueOf).toList();
    }

    boolean asksFor(Scenario scenario) {
        return names.isEmpty() || names.contains(scenario.name());
    }
}
