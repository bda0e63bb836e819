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

import dev.arena.text.Utf8String;

/**
 * Wraps a string in arena memory that a handler returns. Spring MVC converts every returned {@link CharSequence} to a
 * {@code String} before it selects a converter, and the wrapper prevents this. It is not a record, because records that
 * contain such a string are JSON bodies.
 */
final class TextBody {
    private final Utf8String text;

    TextBody(Utf8String text) {
        this.text = text;
    }

    /** Returns the wrapped string, or any other value unchanged. */
    static Object unwrap(Object body) {
        return body instanceof TextBody wrapper ? wrapper.text : body;
    }
}
