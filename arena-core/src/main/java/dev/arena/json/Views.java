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

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Iterates over the parts of a container. */
final class Views<V> implements Iterator<V> {
    /** Creates the view of a part. */
    interface View<V> {
        V of(JsonDocument document, int index);
    }

    private final JsonDocument document;
    private final int end;
    private final int wordsBeforeValue;
    private final View<V> view;
    private int at;

    Views(JsonDocument document, int begin, int end, int wordsBeforeValue, View<V> view) {
        this.document = document;
        this.at = begin;
        this.end = end;
        this.wordsBeforeValue = wordsBeforeValue;
        this.view = view;
    }

    @Override
    public boolean hasNext() {
        return at < end;
    }

    @Override
    public V next() {
        if (at >= end) {
            throw new NoSuchElementException();
        }
        V part = view.of(document, at);
        at = document.next(at + wordsBeforeValue);
        return part;
    }
}
