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

/** The limits of the One Billion Row Challenge's format. */
final class Limits {
    /** The longest name of a station, in bytes of UTF-8. */
    static final int NAME_BYTES = 100;

    /** The longest temperature, {@code -99.9}, in bytes. */
    static final int TEMPERATURE_BYTES = 5;

    /** The longest line without its end: name, semicolon, temperature. */
    static final int LINE_BYTES = NAME_BYTES + 1 + TEMPERATURE_BYTES;

    private Limits() {}
}
