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

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

import dev.arena.collect.RecordVec;

/**
 * Validates each record of a {@code @Valid @RequestBody RecordVec<R>} of a servlet request.
 */
@ControllerAdvice
final class RecordVecValidation extends RequestBodyAdviceAdapter {
    private final RecordVecConstraints constraints;

    /**
     * Advice that checks constraints.
     *
     * @param constraints the constraints
     */
    RecordVecValidation(RecordVecConstraints constraints) {
        this.constraints = constraints;
    }

    @Override
    public boolean supports(MethodParameter parameter, Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType) {
        return parameter.getParameterType() == RecordVec.class && constraints.appliesTo(parameter);
    }

    @Override
    public Object afterBodyRead(Object body, HttpInputMessage message, MethodParameter parameter, Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType) {
        if (body instanceof RecordVec<?> records) { // a body of null has no records
            constraints.validate(records, parameter);
        }
        return body;
    }
}
