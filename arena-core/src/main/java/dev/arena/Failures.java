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

import java.lang.reflect.UndeclaredThrowableException;

import org.jspecify.annotations.Nullable;

/** Joins the exceptions of several steps in one exception. Not thread safe. */
final class Failures {
    private @Nullable Throwable first;

    /** Adds {@code next}, if it is not null, suppressed in the first one. */
    @SuppressWarnings("ReferenceEquality") // a throwable must not suppress itself
    void add(@Nullable Throwable next) {
        if (first == null) {
            first = next;
        } else if (next != null && first != next) {
            first.addSuppressed(next);
        }
    }

    /** Adds an exception that takes precedence over the earlier ones. */
    void addFirst(Throwable before) {
        Throwable others = first;
        first = before;
        add(others);
    }

    /** Throws the joined exception, if any. */
    void rethrow() {
        if (first != null) {
            rethrow(first);
        }
    }

    /** Throws {@code failure}. */
    static void rethrow(Throwable failure) {
        switch (failure) {
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            default -> throw new UndeclaredThrowableException(failure, "A cleanup threw a checked exception");
        }
    }
}
