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

import dev.arena.text.Utf8String;

/**
 * A member of a JSON object. It is a view of the document and ends with it.
 *
 * @since 0.1.0
 */
public final class JsonMember {
    private final JsonDocument document;
    private final int index;

    JsonMember(JsonDocument document, int index) {
        this.document = document;
        this.index = index;
    }

    /**
     * The name of the member.
     *
     * @return                       the name, in the memory of the document
     * @throws IllegalStateException if the document has ended
     */
    public Utf8String name() {
        return Utf8String.ofUnchecked(document.texts().get(Word.payload(document.tape().get(index))));
    }

    /**
     * Whether the member has this name; as comparing {@link #name}, but without making an object.
     *
     * @param  name                  a name
     * @return                       whether it is that of the member
     * @throws IllegalStateException if the document has ended
     */
    public boolean isNamed(CharSequence name) {
        return document.texts().same(Word.payload(document.tape().get(index)), name, 0, name.length());
    }

    /**
     * The value of the member.
     *
     * @return                       the value
     * @throws IllegalStateException if the document has ended
     */
    public JsonValue value() {
        return new JsonValue(document, index + 1);
    }

    @Override
    public String toString() {
        return name() + ": " + value();
    }
}
