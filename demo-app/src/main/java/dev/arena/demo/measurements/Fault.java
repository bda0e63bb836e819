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

/**
 * The faults of a body. If a line has several faults, the first one in this order is reported. The length of a name is checked
 * before everything else, so that a line without end is rejected early.
 */
enum Fault {
    EMPTY_BODY("The body is empty"),

    CUT_BODY("The body was cut off before its end"),

    LONG_NAME("The name of the station is longer than " + Limits.NAME_BYTES + " bytes: there is no ';' behind it"),

    INVALID_UTF8("The name of the station is not valid UTF-8"),

    NO_SEMICOLON("There is no ';' between station and temperature"),

    EMPTY_NAME("The name of the station is empty"),

    BAD_TEMPERATURE("The temperature is not a number from -99.9 to 99.9 with exactly one decimal");

    private final String reason;

    Fault(String reason) {
        this.reason = reason;
    }

    /** A sentence for the client, without the full stop. */
    String reason() {
        return reason;
    }
}
