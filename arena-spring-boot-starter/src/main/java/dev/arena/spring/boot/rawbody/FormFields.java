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

package dev.arena.spring.boot.rawbody;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Parses the fields of a query and of a form. The fields are strings on the heap, so a form is limited like in Tomcat by
 * default: to {@value #MAX_BYTES} bytes and {@value #MAX_FIELDS} fields. The response to a larger form is 413.
 */
final class FormFields {
    private static final long MAX_BYTES = 2 << 20;
    private static final int MAX_FIELDS = 1000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private long bytes;
    private int count;

    Map<String, List<String>> values() {
        return values;
    }

    /** Adds the fields of a URL-encoded body. */
    void addEncoded(MemorySegment body, Charset charset) {
        addEncoded(text(body, StandardCharsets.ISO_8859_1), charset);
    }

    /** Adds the fields of a URL-encoded text, or none if it is null. */
    void addEncoded(@Nullable String text, Charset charset) {
        if (text != null) {
            for (String field : text.split("&", -1)) {
                if (!field.isEmpty()) {
                    addField(field, charset);
                }
            }
        }
    }

    private void addField(String field, Charset charset) {
        int equals = field.indexOf('=');
        try {
            add(URLDecoder.decode(equals < 0 ? field : field.substring(0, equals), charset),
                    equals < 0 ? "" : URLDecoder.decode(field.substring(equals + 1), charset));
        } catch (IllegalArgumentException e) {
            throw UnreadableFormException.malformed("The form is not URL-encoded", e);
        }
    }

    /** Adds a part of a multipart body, if it is no file. */
    void add(SegmentPart part, Charset fallback) {
        if (part.getSubmittedFileName() == null) {
            add(part.getName(), text(part.bytes(), charset(part, fallback)));
        }
    }

    /** A malformed content type counts as none, as in Tomcat and Jetty. */
    private static Charset charset(SegmentPart part, Charset fallback) {
        try {
            String type = part.getContentType();
            Charset charset = type == null ? null : MediaType.parseMediaType(type).getCharset();
            return charset == null ? fallback : charset;
        } catch (InvalidMediaTypeException e) {
            return fallback;
        }
    }

    private void add(String name, String value) {
        if (++count > MAX_FIELDS) {
            throw tooLarge();
        }
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    private String text(MemorySegment segment, Charset charset) {
        bytes += segment.byteSize();
        if (bytes > MAX_BYTES) {
            throw tooLarge();
        }
        return new String(segment.toArray(ValueLayout.JAVA_BYTE), charset);
    }

    private static UnreadableFormException tooLarge() {
        return UnreadableFormException.tooLarge(
                "A form may have at most " + MAX_BYTES + " bytes and " + MAX_FIELDS + " fields");
    }
}
