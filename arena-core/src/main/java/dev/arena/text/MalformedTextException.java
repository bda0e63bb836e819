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

package dev.arena.text;

/**
 * Thrown for malformed text: bytes that are not valid UTF-8, or a surrogate without its other half.
 *
 * @since 0.1.0
 */
public final class MalformedTextException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** Where, in bytes of UTF-8 or in units of UTF-16. */
    private final long offset;

    private MalformedTextException(String message, long offset) {
        super(message);
        this.offset = offset;
    }

    static MalformedTextException utf8(long offset) {
        return new MalformedTextException("Malformed UTF-8 at byte " + offset, offset);
    }

    static MalformedTextException surrogate(long offset, char unit) {
        return new MalformedTextException(
                "Lone surrogate U+" + Integer.toHexString(unit).toUpperCase(java.util.Locale.ROOT) + " at " + offset,
                offset);
    }

    /**
     * Returns the position of the first malformed sequence, from the start of the text: in bytes for UTF-8, in {@code char}s
     * for UTF-16. −1 means that an earlier append ended with a high surrogate.
     *
     * @return the offset
     */
    public long offset() {
        return offset;
    }
}
