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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.server.ResponseStatusException;

/**
 * A request with a kept body. Each call of {@link #getInputStream} and of {@link #getReader} reads it from its beginning. The
 * container can no longer read the body, so this class parses form fields and multipart parts.
 */
final class KeptBodyRequest extends HttpServletRequestWrapper {
    private final KeptBody body;
    private final @Nullable MultipartConfigElement multipart;
    private @Nullable Map<String, String[]> parameters;
    private @Nullable List<Part> parts;

    KeptBodyRequest(HttpServletRequest request, KeptBody body, @Nullable MultipartConfigElement multipart) {
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
        return new BufferedReader(new InputStreamReader(getInputStream(), charset(StandardCharsets.ISO_8859_1)));
    }

    private Charset charset(Charset fallback) {
        String name = getCharacterEncoding();
        return name == null ? fallback : Charset.forName(name);
    }

    private boolean hasType(MediaType type) {
        try {
            return getContentType() != null && type.equalsTypeAndSubtype(MediaType.parseMediaType(getContentType()));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
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
        boolean isForm = hasType(MediaType.APPLICATION_FORM_URLENCODED) && HttpMethod.POST.matches(getMethod());
        boolean hasParts = multipart != null && hasType(MediaType.MULTIPART_FORM_DATA);
        if (!isForm && !hasParts) {
            return super.getParameterMap();
        }
        try {
            var fields = new FormFields();
            fields.addEncoded(getQueryString(), StandardCharsets.UTF_8);
            if (isForm) {
                fields.addEncoded(body.bytes(), charset(StandardCharsets.UTF_8));
            } else {
                for (Part part : getParts()) {
                    fields.add((SegmentPart) part, charset(StandardCharsets.UTF_8));
                }
            }
            Map<String, String[]> all = new LinkedHashMap<>();
            fields.values().forEach((name, values) -> all.put(name, values.toArray(new String[0])));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The body is not a valid multipart document.", e);
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
        MultipartConfigElement limits = multipart;
        if (limits == null || !hasType(MediaType.MULTIPART_FORM_DATA)) {
            return super.getParts();
        }
        List<Part> known = parts;
        if (known == null) {
            String boundary = MediaType.parseMediaType(getContentType()).getParameter("boundary");
            known = new ArrayList<>(MultipartBody.parts(body.bytes(), boundary, limits));
            parts = known;
        }
        return Collections.unmodifiableList(known);
    }

    @Override
    public @Nullable Part getPart(String name) throws IOException, ServletException {
        return getParts().stream().filter(it -> it.getName().equals(name)).findFirst().orElse(null);
    }
}
