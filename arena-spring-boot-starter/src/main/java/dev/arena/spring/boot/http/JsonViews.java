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

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonView;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

import dev.arena.json.ArenaJson;

/**
 * Finds the view of a handler method ({@link JsonView}). The view is passed in the same hint as for Spring's own JSON
 * converters.
 */
final class JsonViews {
    private static final String HINT = JsonView.class.getName();

    private JsonViews() {}

    /** Returns the JSON support for the view in the hints, or unchanged if the hints have no view. */
    static ArenaJson apply(ArenaJson json, @Nullable Map<String, Object> hints) {
        return hints != null && hints.get(HINT) instanceof Class<?> view ? json.withView(view) : json;
    }

    static Map<String, Object> hints(JsonView annotation) {
        Class<?>[] views = annotation.value();
        if (views.length != 1) {
            throw new IllegalArgumentException(
                    "@JsonView of a handler method must have one class, not " + views.length);
        }
        return Map.of(HINT, views[0]);
    }

    /** Returns hints with the view of the parameter, if the type contains a parameter. */
    static Map<String, Object> withViewOfParameter(ResolvableType type, Map<String, Object> hints) {
        return type.getSource() instanceof MethodParameter parameter
                ? with(parameter.getParameterAnnotation(JsonView.class), hints)
                : hints;
    }

    /** Returns hints with the view of the method, if the type contains a method. */
    static Map<String, Object> withViewOfMethod(ResolvableType type, Map<String, Object> hints) {
        return type.getSource() instanceof MethodParameter parameter
                ? with(parameter.getMethodAnnotation(JsonView.class), hints)
                : hints;
    }

    private static Map<String, Object> with(@Nullable JsonView annotation, Map<String, Object> hints) {
        if (annotation == null) {
            return hints;
        }
        Map<String, Object> all = new HashMap<>(hints);
        all.putAll(hints(annotation));
        return all;
    }
}
