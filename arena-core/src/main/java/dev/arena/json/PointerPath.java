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

package dev.arena.json;

import org.jspecify.annotations.Nullable;

/** The steps of a JSON pointer, RFC 6901. */
final class PointerPath {
    private static final int MAX_POSITION_DIGITS = 18;

    private final String pointer;
    private int from;
    private int to;

    /** This step, if it has escapes. */
    private @Nullable String unescaped;

    PointerPath(String pointer) {
        if (!pointer.isEmpty() && pointer.charAt(0) != '/') {
            throw invalid(pointer, "it must be empty or begin with '/'");
        }
        for (int i = pointer.indexOf('~'); i >= 0; i = pointer.indexOf('~', i + 1)) {
            if (i + 1 == pointer.length() || (pointer.charAt(i + 1) != '0' && pointer.charAt(i + 1) != '1')) {
                throw invalid(pointer, "'~' must be followed by '0' or '1'");
            }
        }
        this.pointer = pointer;
    }

    private static IllegalArgumentException invalid(String pointer, String reason) {
        return new IllegalArgumentException("Not a JSON pointer: \"" + pointer + "\": " + reason);
    }

    /** Goes to the next step, if there is one. */
    boolean next() {
        if (to == pointer.length()) {
            return false;
        }
        from = to + 1;
        int slash = pointer.indexOf('/', from);
        to = slash < 0 ? pointer.length() : slash;
        int tilde = pointer.indexOf('~', from);
        unescaped = tilde < 0 || tilde >= to
                ? null
                : pointer.substring(from, to).replace("~1", "/").replace("~0", "~");
        return true;
    }

    /** What the name of a member is in that this step leads to: all of it if it has escapes, otherwise from {@link #from} to {@link #to}. */
    String text() {
        return unescaped == null ? pointer : unescaped;
    }

    int from() {
        return unescaped == null ? from : 0;
    }

    int to() {
        return unescaped == null ? to : unescaped.length();
    }

    /** This step as a position in an array, or -1 if it is none. */
    long position() {
        int digits = to - from;
        if (digits == 0 || digits > MAX_POSITION_DIGITS || (digits > 1 && pointer.charAt(from) == '0')) {
            return -1;
        }
        long position = 0;
        for (int i = from; i < to; i++) {
            int digit = pointer.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            position = position * 10 + digit;
        }
        return position;
    }
}
