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

package dev.arena.spring.boot.springdoc;

import java.lang.foreign.MemorySegment;

import io.swagger.v3.oas.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springframework.core.MethodParameter;

/**
 * Removes the arena and the raw body from the documented parameters of a handler. The client does not send the arena, and the
 * raw body is not a parameter.
 */
final class ArenaParameterCustomizer implements ParameterCustomizer {

    @Override
    public @Nullable Parameter customize(@Nullable Parameter parameter, MethodParameter methodParameter) {
        Class<?> type = methodParameter.getParameterType();
        boolean isRawBody = type == MemorySegment.class && !methodParameter.hasParameterAnnotations();
        return isRawBody || java.lang.foreign.Arena.class.isAssignableFrom(type) ? null : parameter;
    }
}
