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

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Splits a text at separators, one part at a time. */
final class Utf16Parts implements Iterator<Utf16String> {
    private final Utf16String text;
    private final CharSequence separator;

    /** Where the next part begins; −1 after the last. */
    private int next;

    Utf16Parts(Utf16String text, CharSequence separator) {
        this.text = text;
        this.separator = separator;
    }

    @Override
    public boolean hasNext() {
        return next >= 0;
    }

    @Override
    public Utf16String next() {
        int from = next;
        if (from < 0) {
            throw new NoSuchElementException();
        }
        int end = find(from);
        if (end < 0) {
            next = -1;
            return text.substring(from, text.length());
        }
        next = end + separator.length();
        return text.substring(from, end);
    }

    /** A separator that is half of a surrogate pair does not occur in a whole pair. */
    private int find(int from) {
        int at = text.indexOf(separator, from);
        while (at >= 0 && (text.cutsPair(at) || text.cutsPair(at + separator.length()))) {
            at = text.indexOf(separator, at + 1);
        }
        return at;
    }
}
