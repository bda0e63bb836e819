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

package dev.arena.benchmarks.endtoend.service;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractSmartHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Reads and writes JSON with fastjson2, like its own converter for Spring. In contrast to that converter, it reads a body of
 * known length into one array of the right size. It has its own media type, so that the other engines of the same process use
 * Jackson.
 */
final class FastjsonConverter extends AbstractSmartHttpMessageConverter<Object> {
    static final String MEDIA_TYPE = "application/x-fastjson";

    FastjsonConverter() {
        super(MediaType.valueOf(MEDIA_TYPE));
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return mediaType != null && canRead(mediaType);
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        try {
            return JSON.parseObject(bytes(message), type.getType());
        } catch (JSONException e) {
            throw new HttpMessageNotReadableException("JSON parse error: " + e.getMessage(), e, message);
        }
    }

    /** Supports only handlers that declare the media type. Without a media type, it must not offer its own. */
    @Override
    public boolean canWrite(ResolvableType targetType, Class<?> valueClass, @Nullable MediaType mediaType) {
        return mediaType != null && canWrite(mediaType);
    }

    private static byte[] bytes(HttpInputMessage message) throws IOException {
        InputStream in = message.getBody();
        long length = message.getHeaders().getContentLength();
        if (length < 0) {
            return in.readAllBytes();
        }
        byte[] body = new byte[Math.toIntExact(length)];
        in.readNBytes(body, 0, body.length);
        return body;
    }

    @Override
    protected void writeInternal(Object value, ResolvableType type, HttpOutputMessage message,
            @Nullable Map<String, Object> hints) throws IOException {
        byte[] body = JSON.toJSONBytes(value);
        message.getHeaders().setContentLength(body.length);
        message.getBody().write(body);
    }
}
