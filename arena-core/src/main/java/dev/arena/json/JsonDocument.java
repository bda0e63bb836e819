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

import dev.arena.Arena;

/** The content of a document, which its values share: the words, of which the first is the root value, and the texts. */
record JsonDocument(Tape tape, Texts texts) {

    JsonDocument(Arena arena) {
        this(new Tape(arena), new Texts(arena));
    }

    /** The index of what follows the value at {@code index}. */
    int next(int index) {
        long word = tape.get(index);
        return switch (Word.tag(word)) {
            case Word.OBJECT, Word.ARRAY -> (int) Word.payload(word) + 1;
            default -> index + 1;
        };
    }
}
