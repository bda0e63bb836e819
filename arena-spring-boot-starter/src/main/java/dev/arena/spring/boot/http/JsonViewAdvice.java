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

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonView;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.SmartHttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Passes the view of a handler method ({@link JsonView}) to {@link ArenaJsonHttpMessageConverter}. Spring's own advice passes
 * it only to Jackson's converter.
 */
@ControllerAdvice
final class JsonViewAdvice extends RequestBodyAdviceAdapter implements ResponseBodyAdvice<Object> {

    @Override
    public boolean supports(MethodParameter parameter, Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType) {
        return isArenaJson(converterType) && parameter.hasParameterAnnotation(JsonView.class);
    }

    private static boolean isArenaJson(Class<?> converterType) {
        return converterType == ArenaJsonHttpMessageConverter.class;
    }

    @Override
    public Map<String, Object> determineReadHints(MethodParameter parameter, Type targetType,
            Class<? extends SmartHttpMessageConverter<?>> converterType) {
        return JsonViews.hints(Objects.requireNonNull(parameter.getParameterAnnotation(JsonView.class)));
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
        return isArenaJson(converterType) && returnType.hasMethodAnnotation(JsonView.class);
    }

    @Override
    public Map<String, Object> determineWriteHints(@Nullable Object body, MethodParameter returnType,
            MediaType contentType, Class<? extends HttpMessageConverter<?>> converterType) {
        return JsonViews.hints(Objects.requireNonNull(returnType.getMethodAnnotation(JsonView.class)));
    }

    @Override
    public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType, MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converterType, ServerHttpRequest request,
            ServerHttpResponse response) {
        return body;
    }
}
