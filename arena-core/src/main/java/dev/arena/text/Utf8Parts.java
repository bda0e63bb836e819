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
final class Utf8Parts implements Iterator<Utf8String> {
    private final Utf8String text;
    private final CharSequence separator;

    /** Where the next part begins; −1 after the last. */
    private long next;

    Utf8Parts(Utf8String text, CharSequence separator) {
        this.text = text;
        this.separator = separator;
    }

    @Override
    public boolean hasNext() {
        return next >= 0;
    }

    @Override
    public Utf8String next() {
        long from = next;
        if (from < 0) {
            throw new NoSuchElementException();
        }
        long end = Utf8Search.indexOf(text.bytes, from, separator);
        if (end < 0) {
            next = -1;
            return text.part(from, text.byteLength());
        }
        next = Utf8Search.match(text.bytes, end, separator);
        return text.part(from, end);
    }
}
