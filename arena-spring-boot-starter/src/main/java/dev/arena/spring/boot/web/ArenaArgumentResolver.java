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

package dev.arena.spring.boot.web;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import dev.arena.Arena;

/**
 * Resolves handler-method parameters of type {@link Arena} or {@link java.lang.foreign.Arena} to the request's arena.
 */
final class ArenaArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Arena.class
                || parameter.getParameterType() == java.lang.foreign.Arena.class;
    }

    @Override
    public Arena resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer mavContainer,
            NativeWebRequest webRequest, @Nullable WebDataBinderFactory binderFactory) {
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        RequestArena arena = request == null ? null : RequestArena.of(request);
        if (arena == null) {
            throw new IllegalStateException("This request has no arena for parameter '" + parameter.getParameterName()
                    + "' of " + parameter.getExecutable() + ": see arena.web.include, arena.web.exclude and "
                    + "arena.web.routes");
        }
        return arena.scope().injectedArena();
    }
}
