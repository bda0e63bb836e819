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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

import dev.arena.Arena;
import dev.arena.Owned;

/**
 * Copies one value of a document, with everything in it, to a document of its own in one block that escapes: first the words
 * of its {@link Tape}, then its {@link Texts} one after the other. A part of a large document therefore takes little memory.
 */
final class EscapedValue {
    private final JsonDocument from;
    private final int begin;
    private final int end;

    /** The pages of the copied texts. Each begins where the previous one ends. */
    private final List<MemorySegment> pages = new ArrayList<>();

    /** The part of the block after the words. */
    private final MemorySegment copied;

    /** Start of the current page in {@link #copied}, and the end of its last text. */
    private long pageBegin;
    private long textEnd;

    private EscapedValue(JsonDocument from, int index, MemorySegment copied) {
        this.from = from;
        this.begin = index;
        this.end = from.next(index);
        this.copied = copied;
    }

    static Owned<JsonValue> copyOf(JsonDocument from, int index, Arena arena) {
        long wordBytes = (long) (from.next(index) - index) * Long.BYTES;
        Owned<MemorySegment> block = arena.allocateOwned(wordBytes + textBytes(from, index), Long.BYTES);
        try {
            return block.map(memory -> new EscapedValue(from, index, memory.asSlice(wordBytes))
                    .copy(memory.asSlice(0, wordBytes)));
        } catch (RuntimeException | Error e) { // no heap left, or the document has just ended
            block.close();
            throw e;
        }
    }

    private static long textBytes(JsonDocument from, int index) {
        int end = from.next(index);
        long bytes = 0;
        for (int at = index; at < end; at++) {
            long word = from.tape().get(at);
            if (Word.hasText(word)) {
                bytes += from.texts().length(Word.payload(word));
            }
        }
        return bytes;
    }

    private JsonValue copy(MemorySegment words) {
        for (int at = begin; at < end; at++) {
            words.setAtIndex(ValueLayout.JAVA_LONG, at - begin, copy(from.tape().get(at)));
        }
        addPage(); // also an empty one, which an empty text refers to
        return new JsonValue(new JsonDocument(new Tape(words.asReadOnly()), new Texts(pages)), 0);
    }

    private long copy(long word) {
        int tag = Word.tag(word);
        if (Word.hasText(word)) {
            return Word.of(tag, copyText(Word.payload(word)));
        }
        boolean container = tag == Word.OBJECT || tag == Word.ARRAY;
        return container ? Word.of(tag, Word.payload(word) - begin) : word;
    }

    /** Returns the place of the copy. */
    private long copyText(long place) {
        long length = from.texts().length(place);
        boolean alone = length > Texts.MAX_IN_PAGE;
        if (alone || textEnd - pageBegin > Texts.MAX_IN_PAGE) {
            endPage();
        }
        long start = textEnd;
        MemorySegment.copy(from.texts().page(place), Texts.offset(place), copied, start, length);
        textEnd += length;
        if (!alone) {
            return Texts.place(pages.size(), (int) (start - pageBegin), (int) length);
        }
        endPage();
        return Texts.place(pages.size() - 1);
    }

    private void endPage() {
        if (textEnd > pageBegin) {
            addPage();
        }
    }

    private void addPage() {
        pages.add(copied.asSlice(pageBegin, textEnd - pageBegin).asReadOnly());
        pageBegin = textEnd;
    }
}
