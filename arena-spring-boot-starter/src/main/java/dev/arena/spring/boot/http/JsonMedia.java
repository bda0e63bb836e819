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

package dev.arena.spring.boot.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Content types of JSON and of lines of JSON. */
final class JsonMedia {
    private static final MediaType JSON_LINES = new MediaType("application", "jsonl");

    /** All of them. */
    static final List<MediaType> ALL = List.of(MediaType.APPLICATION_JSON, new MediaType("application", "*+json"),
            MediaType.APPLICATION_NDJSON, JSON_LINES);

    /** Those of one document. */
    static final List<MediaType> DOCUMENTS = ALL.subList(0, 2);

    /** The encodings that a JSON parser detects by the first bytes. */
    private static final Set<String> UNICODE = Set.of("UTF-8", "US-ASCII", "UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32",
            "UTF-32BE", "UTF-32LE");

    private JsonMedia() {}

    static boolean isLines(@Nullable MediaType type) {
        return MediaType.APPLICATION_NDJSON.equalsTypeAndSubtype(type) || JSON_LINES.equalsTypeAndSubtype(type);
    }

    static boolean isJson(@Nullable MediaType type) {
        return type == null || ALL.stream().anyMatch(it -> it.isCompatibleWith(type));
    }

    /** Whether a document of a type may be written in UTF-8. */
    static boolean isUtf8(@Nullable MediaType type) {
        Charset charset = type == null ? null : type.getCharset();
        return charset == null || charset.equals(StandardCharsets.UTF_8);
    }

    /** Returns the charset from which a document must be converted before it is parsed; null if its first bytes determine the encoding. */
    static @Nullable Charset charset(@Nullable MediaType type) {
        Charset charset = type == null ? null : type.getCharset();
        return charset == null || UNICODE.contains(charset.name()) ? null : charset;
    }
}
