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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * A request with a kept body. Each call of {@link #getInputStream} and of {@link #getReader} reads it from its beginning. The
 * container can no longer read the body, so this class parses form fields and multipart parts.
 */
final class KeptBodyRequest extends HttpServletRequestWrapper {
    private final Body body;
    private final @Nullable MultipartConfigElement multipart;
    private @Nullable Map<String, String[]> parameters;
    private @Nullable List<SegmentPart> parts;

    /** Supplies the bytes of a body. */
    @FunctionalInterface
    interface Body {

        /** No bytes, for the error page of a request whose arena has ended. */
        Body ENDED = () -> MemorySegment.NULL;

        MemorySegment bytes() throws IOException;
    }

    KeptBodyRequest(HttpServletRequest request, Body body, @Nullable MultipartConfigElement multipart) {
        super(request);
        this.body = body;
        this.multipart = multipart;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new KeptInputStream(body.bytes());
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String name = getCharacterEncoding();
        try {
            Charset charset = name == null ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnsupportedEncodingException(name);
        }
    }

    /** Charset of a form. An unknown one counts as none, as in Tomcat. */
    private Charset charset() {
        String name = getCharacterEncoding();
        return name == null ? StandardCharsets.UTF_8 : Charset.forName(name, StandardCharsets.UTF_8);
    }

    /**
     * The content type without its parameters, in lower case. The parameters may be malformed. A server may still read such a
     * body, which would then no longer be there to be kept.
     */
    private String typeWithoutParameters() {
        String type = getContentType() == null ? "" : getContentType();
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private boolean isForm() {
        return typeWithoutParameters().equals(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private boolean isMultipart() {
        return multipart != null && typeWithoutParameters().startsWith("multipart/");
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> known = parameters;
        if (known == null) {
            known = Collections.unmodifiableMap(findParameters());
            parameters = known;
        }
        return known;
    }

    /** Returns the parameters, those of the query first. The container would read the body. */
    private Map<String, String[]> findParameters() {
        boolean isForm = isForm();
        if (!isForm && !isMultipart()) {
            return super.getParameterMap();
        }
        try {
            var fields = new FormFields();
            fields.addEncoded(getQueryString(), StandardCharsets.UTF_8);
            if (!isForm) {
                parts().forEach(part -> fields.add(part, charset()));
            } else if (HttpMethod.POST.matches(getMethod())) {
                fields.addEncoded(body.bytes(), charset());
            }
            Map<String, String[]> all = new LinkedHashMap<>();
            fields.values().forEach((name, values) -> all.put(name, values.toArray(new String[0])));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = getParameterValues(name);
        return values == null || values.length == 0 ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return getParameterMap().get(name);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public Collection<Part> getParts() throws IOException, ServletException {
        return isMultipart() ? Collections.unmodifiableList(parts()) : super.getParts();
    }

    private List<SegmentPart> parts() throws IOException {
        List<SegmentPart> known = parts;
        if (known == null) {
            MemorySegment bytes = body.bytes();
            known = bytes.byteSize() == 0 ? List.of() : parts(bytes);
            parts = known;
        }
        return known;
    }

    /** The parts of a multipart body. Those without a name are left out, as in Tomcat. */
    private List<SegmentPart> parts(MemorySegment bytes) {
        return MultipartBody.parts(bytes, boundary(), Objects.requireNonNull(multipart)).stream()
                .filter(part -> part.disposition().getName() != null).toList();
    }

    /** Without quotes, which Spring keeps. */
    private @Nullable String boundary() {
        try {
            String boundary = MediaType.parseMediaType(getContentType()).getParameter("boundary");
            return boundary != null && boundary.length() > 1 && boundary.startsWith("\"") && boundary.endsWith("\"")
                    ? boundary.substring(1, boundary.length() - 1)
                    : boundary;
        } catch (InvalidMediaTypeException e) {
            throw UnreadableFormException.malformed("The content type of the multipart body is malformed", e);
        }
    }

    @Override
    public @Nullable Part getPart(String name) throws IOException, ServletException {
        return getParts().stream().filter(it -> it.getName().equals(name)).findFirst().orElse(null);
    }
}
