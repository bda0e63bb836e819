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
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractJacksonHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import dev.arena.json.JsonValue;

/**
 * Replaces vectors, sets, maps and JSON values by the corresponding values of the JDK for converters that do not know them: those
 * of Spring for other libraries, such as Jackson 2 and Gson, and Jackson's for XML. The latter determines the elements of a
 * document by the class of a value, and not by its serializer.
 */
@ControllerAdvice
final class HeapBodyAdvice implements ResponseBodyAdvice<Object> {
    private static final String CONVERTERS_OF_SPRING = HttpMessageConverter.class.getPackageName();

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
        return isXml(converterType) || (converterType.getName().startsWith(CONVERTERS_OF_SPRING)
                && !AbstractJacksonHttpMessageConverter.class.isAssignableFrom(converterType));
    }

    /** By its name, as the class cannot be loaded without Jackson's XML. */
    private static boolean isXml(Class<?> converterType) {
        return converterType.getSimpleName().equals("JacksonXmlHttpMessageConverter");
    }

    @Override
    public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType, MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converterType, ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof JsonValue value && !isXml(converterType)) {
            return JdkCollections.treeOf(value);
        }
        return body == null ? null : JdkCollections.copyOf(body);
    }
}
