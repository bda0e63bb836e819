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

package dev.arena.demo.measurements;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a body cannot be aggregated. The exception has no stack trace, because invalid bodies are common, and the place in
 * the code does not help.
 */
final class BadMeasurementsException extends RuntimeException {
    private final long line;
    private final Fault fault;

    BadMeasurementsException(long line, Fault fault) {
        this(line, fault, null);
    }

    BadMeasurementsException(long line, Fault fault, @Nullable Throwable cause) {
        super("Line " + line + ": " + fault.reason(), cause, false, false);
        this.line = line;
        this.fault = fault;
    }

    /** The number of the line, from 1. */
    long line() {
        return line;
    }

    Fault fault() {
        return fault;
    }
}
