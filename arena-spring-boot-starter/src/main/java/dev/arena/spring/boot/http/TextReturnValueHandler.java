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

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

import dev.arena.text.Utf8String;

/** Wraps a returned {@link Utf8String}, or one in an {@link HttpEntity}, for the return value handler that it decorates. */
final class TextReturnValueHandler implements HandlerMethodReturnValueHandler {
    private final HandlerMethodReturnValueHandler delegate;

    TextReturnValueHandler(HandlerMethodReturnValueHandler delegate) {
        this.delegate = delegate;
    }

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return delegate.supportsReturnType(returnType);
    }

    @Override
    public void handleReturnValue(@Nullable Object value, MethodParameter returnType, ModelAndViewContainer container,
            NativeWebRequest request) throws Exception {
        delegate.handleReturnValue(wrap(value), returnType, container, request);
    }

    private static @Nullable Object wrap(@Nullable Object value) {
        if (value instanceof Utf8String text) {
            return new TextBody(text);
        }
        if (value instanceof ResponseEntity<?> entity && entity.getBody() instanceof Utf8String text) {
            return new ResponseEntity<>(new TextBody(text), entity.getHeaders(), entity.getStatusCode());
        }
        if (value instanceof HttpEntity<?> entity && entity.getClass() == HttpEntity.class
                && entity.getBody() instanceof Utf8String text) {
            return new HttpEntity<>(new TextBody(text), entity.getHeaders());
        }
        return value;
    }
}
