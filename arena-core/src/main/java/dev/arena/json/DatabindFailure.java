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

package dev.arena.json;

import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

import dev.arena.ArenaExhaustedException;

/**
 * Converts a failure of databind to an exception for the sender of the document, because databind's own messages reveal
 * internals of the application.
 */
final class DatabindFailure {

    private DatabindFailure() {}

    /** Returns the exception to throw. An exception that databind has wrapped is unwrapped. */
    static RuntimeException translated(DatabindException e, JavaType type, Decoding decoding, ValuePath path) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonDecodingException known) {
                return e instanceof UnreadableComponentException ? known.at(path.pointerTo(e)) : known;
            }
            if (cause instanceof ArenaExhaustedException || cause instanceof StreamConstraintsException) {
                return (RuntimeException) cause;
            }
        }
        String pointer = path.pointerTo(e);
        return switch (e) {
            case InvalidDefinitionException _ ->
                new IllegalArgumentException("Databind cannot read " + type.toCanonical() + ": " + e.getMessage(), e);
            case ValueInstantiationException instantiation ->
                decoding.wrong(Decoding.unfit(instantiation.getType().getRawClass()), e, pointer);
            case UnrecognizedPropertyException unrecognized ->
                decoding.wrong("There is no member " + unrecognized.getPropertyName(), e, pointer);
            default -> decoding.wrong(decoding.parser().hasToken(JsonToken.VALUE_NULL)
                    ? "Null is no value here"
                    : "The value does not fit", e, pointer);
        };
    }
}
