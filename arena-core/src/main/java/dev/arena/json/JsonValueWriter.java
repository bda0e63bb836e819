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

import tools.jackson.core.JsonGenerator;

/** Writes values of one document. Their words are consecutive, so depth needs no stack. */
final class JsonValueWriter {
    private final JsonDocument document;
    private final JsonSink sink;
    private final JsonGenerator generator;

    JsonValueWriter(JsonDocument document, JsonSink sink) {
        this.document = document;
        this.sink = sink;
        this.generator = sink.generator();
    }

    void write(int begin) {
        Tape tape = document.tape();
        int end = document.next(begin);
        int levels = generator.streamWriteConstraints().getMaxNestingDepth()
                - generator.streamWriteContext().getNestingDepth();
        for (int i = begin; i < end; i++) {
            long word = tape.get(i);
            int tag = Word.tag(word);
            if (levels == 0 && (tag == Word.OBJECT || tag == Word.ARRAY)) { // the generator would refuse it
                generator.writeRawValue(JsonContent.toJson(document, i));
                i = (int) Word.payload(word);
                continue;
            }
            switch (tag) {
                case Word.OBJECT -> {
                    generator.writeStartObject(null, size(tape, word));
                    levels--;
                }
                case Word.END_OBJECT -> {
                    generator.writeEndObject();
                    levels++;
                }
                case Word.ARRAY -> {
                    generator.writeStartArray(null, size(tape, word));
                    levels--;
                }
                case Word.END_ARRAY -> {
                    generator.writeEndArray();
                    levels++;
                }
                case Word.NAME, Word.STRING, Word.NUMBER -> writeText(tag, Word.payload(word));
                case Word.TRUE -> generator.writeBoolean(true);
                case Word.FALSE -> generator.writeBoolean(false);
                default -> generator.writeNull();
            }
        }
    }

    /** How many members or elements follow, for formats that write it. */
    private static int size(Tape tape, long begin) {
        return (int) Word.payload(tape.get((int) Word.payload(begin)));
    }

    private void writeText(int tag, long place) {
        Texts texts = document.texts();
        MemorySegment page = texts.page(place);
        long offset = Texts.offset(place);
        long length = texts.length(place);
        switch (tag) {
            case Word.NAME -> sink.name(page, offset, (int) length);
            case Word.STRING -> sink.text(page, offset, length);
            default -> sink.numberText(page, offset, length);
        }
    }
}
