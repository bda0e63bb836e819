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

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

import dev.arena.json.UnreadableComponentException;

/**
 * Handles exceptions of bodies of which a part cannot be decoded into the arena like those of whole bodies: the other
 * resolvers get an {@link UnreadableBodyException}, which has the location.
 *
 * <p>This is not an {@code @ExceptionHandler}, because Spring also passes causes of exceptions to such a method. The method
 * would then handle unreadable responses of other services.
 */
final class ComponentExceptionResolver implements HandlerExceptionResolver {
    private final List<HandlerExceptionResolver> resolvers;

    /**
     * Creates the resolver.
     *
     * @param resolvers all resolvers, this one among them
     */
    ComponentExceptionResolver(List<HandlerExceptionResolver> resolvers) {
        this.resolvers = resolvers;
    }

    @Override
    public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
            @Nullable Object handler, Exception failure) {
        if (!(failure instanceof HttpMessageNotReadableException unreadable
                && unreadable.getCause() instanceof UnreadableComponentException part)) {
            return null;
        }
        var located = UnreadableBodyException.of(part, unreadable.getHttpInputMessage());
        for (HandlerExceptionResolver each : resolvers) {
            ModelAndView view = each.equals(this) ? null : each.resolveException(request, response, handler, located);
            if (view != null) {
                return view;
            }
        }
        return null;
    }
}
