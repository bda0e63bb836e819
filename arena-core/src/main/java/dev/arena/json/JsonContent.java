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

/** Operations on whole values. The words of a value are consecutive, so these operations need no recursion at any depth. */
final class JsonContent {
    private JsonContent() {}

    static boolean equal(JsonDocument one, int begin, JsonDocument other, int otherBegin) {
        int length = one.next(begin) - begin;
        if (length != other.next(otherBegin) - otherBegin) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            long word = one.tape().get(begin + i);
            long its = other.tape().get(otherBegin + i);
            int tag = Word.tag(word);
            if (tag != Word.tag(its)) {
                return false;
            }
            boolean equal = switch (tag) {
                case Word.NUMBER, Word.STRING, Word.NAME ->
                    one.texts().same(Word.payload(word), other.texts(), Word.payload(its));
                case Word.END_OBJECT, Word.END_ARRAY -> word == its;
                default -> true;
            };
            if (!equal) {
                return false;
            }
        }
        return true;
    }

    static int hash(JsonDocument document, int begin) {
        int end = document.next(begin);
        int hash = 1;
        for (int i = begin; i < end; i++) {
            long word = document.tape().get(i);
            hash = 31 * hash + Word.tag(word);
            if (Word.hasText(word)) {
                hash = 31 * hash + document.texts().hash(Word.payload(word));
            }
        }
        return hash;
    }

    static String toJson(JsonDocument document, int begin) {
        var json = new StringBuilder();
        int end = document.next(begin);
        boolean first = true;
        for (int i = begin; i < end; i++) {
            long word = document.tape().get(i);
            int tag = Word.tag(word);
            if (!first && tag != Word.END_OBJECT && tag != Word.END_ARRAY) {
                json.append(',');
            }
            first = tag == Word.OBJECT || tag == Word.ARRAY || tag == Word.NAME;
            switch (tag) {
                case Word.OBJECT -> json.append('{');
                case Word.END_OBJECT -> json.append('}');
                case Word.ARRAY -> json.append('[');
                case Word.END_ARRAY -> json.append(']');
                case Word.NAME -> {
                    quote(document.texts().string(Word.payload(word)), json);
                    json.append(':');
                }
                case Word.STRING -> quote(document.texts().string(Word.payload(word)), json);
                case Word.NUMBER -> json.append(document.texts().string(Word.payload(word)));
                case Word.TRUE -> json.append(true);
                case Word.FALSE -> json.append(false);
                default -> json.append("null");
            }
        }
        return json.toString();
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (c < ' ') {
                        json.append(String.format("\\u%04X", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
