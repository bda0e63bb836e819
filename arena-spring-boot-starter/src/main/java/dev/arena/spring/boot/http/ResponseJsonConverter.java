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

import java.io.IOException;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.json.UnreadableComponentException;

/**
 * Extends Spring's JSON converter of clients for objects that contain arena types. A part that cannot be decoded is a failure
 * of the exchange with the other service, and must not be mistaken for an invalid request to this application.
 */
final class ResponseJsonConverter extends JacksonJsonHttpMessageConverter {

    /**
     * A converter.
     *
     * @param mapper reads and writes objects; it has the module of arena types
     */
    ResponseJsonConverter(JsonMapper mapper) {
        super(mapper);
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        try {
            return super.read(type, message, hints);
        } catch (HttpMessageNotReadableException e) {
            if (e.getCause() instanceof UnreadableComponentException part) {
                throw new IOException("The response cannot be read: " + part.getOriginalMessage(),
                        part.decodingFailure());
            }
            throw e;
        }
    }
}
