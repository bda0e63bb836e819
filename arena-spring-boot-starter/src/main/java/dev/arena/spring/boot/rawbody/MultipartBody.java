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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.MultipartConfigElement;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * Parses a multipart body (RFC 2046, section 5.1) in memory. It does not copy the parts: each part is a slice of the body.
 */
final class MultipartBody {

    /** As much as Spring reads of them in WebFlux. */
    private static final long MAX_HEADER_BYTES = 10 << 10;
    private static final int MAX_PARTS = 1000;
    private static final byte[] NEXT_LINE = {'\r', '\n'};
    private static final byte[] END_OF_HEADERS = {'\r', '\n', '\r', '\n'};

    private final MemorySegment body;
    private final byte[] delimiter;
    private long position;

    private MultipartBody(MemorySegment body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * The parts in their order.
     *
     * @throws UnreadableFormException if the body is malformed, the content type names no boundary, or the body exceeds a limit
     */
    static List<SegmentPart> parts(MemorySegment body, @Nullable String boundary, MultipartConfigElement limits) {
        if (boundary == null) {
            throw UnreadableFormException.malformed("The content type of a multipart body has no boundary", null);
        }
        if (limits.getMaxRequestSize() >= 0 && body.byteSize() > limits.getMaxRequestSize()) {
            throw UnreadableFormException.tooLarge("The size of the multipart body is " + body.byteSize()
                    + " bytes and exceeds the limit of " + limits.getMaxRequestSize()
                    + " bytes (spring.servlet.multipart.max-request-size)");
        }
        return new MultipartBody(body, boundary).parts(limits.getMaxFileSize());
    }

    private List<SegmentPart> parts(long maxFileSize) {
        List<SegmentPart> parts = new ArrayList<>();
        position = delimiterIsAt(0, 2) ? delimiter.length - 2 : after(delimiter);
        while (!isLastDelimiter()) {
            if (parts.size() == MAX_PARTS) {
                throw UnreadableFormException
                        .tooLarge("A multipart body may have at most " + MAX_PARTS + " parts");
            }
            position = after(NEXT_LINE); // after white space
            SegmentPart part = part();
            if (maxFileSize >= 0 && part.getSubmittedFileName() != null && part.getSize() > maxFileSize) {
                throw UnreadableFormException.tooLarge("The size of part '" + part.getName() + "' is " + part.getSize()
                        + " bytes and exceeds the limit of " + maxFileSize
                        + " bytes (spring.servlet.multipart.max-file-size)");
            }
            parts.add(part);
        }
        return parts;
    }

    private boolean isLastDelimiter() {
        if (position + 2 > body.byteSize()) {
            throw malformed();
        }
        return at(position) == '-' && at(position + 1) == '-';
    }

    private SegmentPart part() {
        HttpHeaders headers = new HttpHeaders();
        if (position + 2 <= body.byteSize() && at(position) == '\r' && at(position + 1) == '\n') {
            position += 2; // no headers
        } else {
            long start = position;
            position = after(END_OF_HEADERS);
            long length = position - END_OF_HEADERS.length - start;
            if (length > MAX_HEADER_BYTES) {
                throw UnreadableFormException.tooLarge("The headers of a part have " + length + " bytes, but at most "
                        + MAX_HEADER_BYTES + " are allowed");
            }
            addHeaders(new String(body.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8),
                    headers);
        }
        long start = position;
        position -= 2; // the line end before an empty content belongs to the delimiter
        position = after(delimiter);
        long end = Math.max(start, position - delimiter.length);
        return new SegmentPart(headers, disposition(headers), body.asSlice(start, end - start));
    }

    private static ContentDisposition disposition(HttpHeaders headers) {
        String disposition = headers.getFirst(HttpHeaders.CONTENT_DISPOSITION);
        try {
            return disposition == null ? ContentDisposition.empty() : ContentDisposition.parse(disposition);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) { // Spring throws both
            throw UnreadableFormException.malformed("The Content-Disposition of a part is malformed", e);
        }
    }

    private static void addHeaders(String lines, HttpHeaders headers) {
        for (String line : lines.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw malformed();
            }
            headers.add(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
    }

    /** Returns the position after the next occurrence of some bytes. */
    private long after(byte[] bytes) {
        long last = body.byteSize() - bytes.length;
        for (long i = position; i <= last; i++) {
            if (at(i) == bytes[0] && matches(bytes, 0, i)) {
                return i + bytes.length;
            }
        }
        throw malformed();
    }

    /** Whether the delimiter, without its first bytes, is at a position. */
    private boolean delimiterIsAt(long index, int from) {
        return index + delimiter.length - from <= body.byteSize() && matches(delimiter, from, index);
    }

    private boolean matches(byte[] bytes, int from, long index) {
        for (int i = from; i < bytes.length; i++) {
            if (at(index + i - from) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private byte at(long index) {
        return body.get(ValueLayout.JAVA_BYTE, index);
    }

    private static UnreadableFormException malformed() {
        return UnreadableFormException
                .malformed("The body is not a multipart document with the boundary of its content type", null);
    }
}
