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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

import jakarta.servlet.http.Part;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

import dev.arena.io.Segments;

/** A part of a kept body. */
record SegmentPart(HttpHeaders headers, ContentDisposition disposition, MemorySegment bytes) implements Part {

    @Override
    public InputStream getInputStream() {
        return Segments.inputStream(bytes);
    }

    @Override
    public @Nullable String getContentType() {
        return headers.getFirst(HttpHeaders.CONTENT_TYPE);
    }

    @Override
    public String getName() {
        String name = disposition.getName();
        return name == null ? "" : name;
    }

    @Override
    public @Nullable String getSubmittedFileName() {
        return disposition.getFilename();
    }

    @Override
    public long getSize() {
        return bytes.byteSize();
    }

    @Override
    public void write(String file) throws IOException {
        try (OutputStream out = Files.newOutputStream(Path.of(file)); InputStream in = getInputStream()) {
            in.transferTo(out);
        }
    }

    /** Does nothing: the memory ends with the request. */
    @Override
    public void delete() {}

    @Override
    public @Nullable String getHeader(String name) {
        return headers.getFirst(name);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return headers.getOrEmpty(name);
    }

    @Override
    public Collection<String> getHeaderNames() {
        return List.copyOf(headers.headerNames());
    }
}
