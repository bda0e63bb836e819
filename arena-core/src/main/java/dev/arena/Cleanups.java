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

package dev.arena;

import java.util.ArrayDeque;
import java.util.Deque;

/** The cleanups of a generation. They run once, last in first out. Not thread safe. */
final class Cleanups {
    private final Deque<Runnable> stack = new ArrayDeque<>();

    void add(Runnable cleanup) {
        stack.push(cleanup);
    }

    int size() {
        return stack.size();
    }

    /** Runs all cleanups except the {@code kept} oldest, including those that are added in the meantime. */
    void runDownTo(int kept, Failures failures) {
        while (stack.size() > kept) {
            try {
                stack.pop().run();
            } catch (Throwable e) { // other languages can throw checked exceptions here
                failures.add(e);
            }
        }
    }
}
