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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;

/**
 * The path of a value, which databind reads, and the paths of its parts. When databind fails, its exception names the part. The
 * parser can be at another one, or at the end of a copy of the value.
 */
final class ValuePath {
    private final TokenStreamContext context;

    /** How many steps an exception of databind has before its steps within the value. */
    private final int added;

    private ValuePath(TokenStreamContext context, int added) {
        this.context = context;
        this.added = added;
    }

    /** The path of the value that begins or ends with the current token. It is valid until the parser has left the value. */
    static ValuePath of(JsonParser parser) {
        TokenStreamContext context = parser.streamReadContext();
        JsonToken token = parser.currentToken();
        TokenStreamContext parent = token != null && token.isStructStart() ? context.getParent() : null;
        return new ValuePath(parent == null ? context : parent, 0);
    }

    /**
     * The path of the value that begins with the current token, or null if the value has no parts. The path is then still known after
     * databind has failed, and costs nothing before.
     */
    static @Nullable ValuePath ofParts(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return token != null && token.isStructStart() ? of(parser) : null;
    }

    /** The path of the same value, which databind reads as a part of a container that is not in the document. */
    ValuePath within(int containers) {
        return containers == 0 ? this : new ValuePath(context, containers);
    }

    /** This path as a JSON pointer. */
    String pointer() {
        return context.pathAsPointer().toString();
    }

    /** The pointer to the part of the document that an exception of databind names. */
    static String pointerOf(JacksonException failure) {
        var pointer = new StringBuilder();
        failure.getPath().forEach(step -> append(step, pointer));
        return pointer.toString();
    }

    /** The pointer to the part that an exception names, or to the value if it names none. */
    String pointerTo(RuntimeException failure) {
        var pointer = new StringBuilder(pointer());
        if (failure instanceof JacksonException jackson) {
            jackson.getPath().stream().skip(added).forEach(step -> append(step, pointer));
        }
        return pointer.toString();
    }

    private static void append(JacksonException.Reference step, StringBuilder pointer) {
        String name = step.getPropertyName();
        if (name != null) {
            appendName(name, pointer);
        } else if (step.getIndex() >= 0) {
            pointer.append('/').append(step.getIndex());
        }
    }

    private static void appendName(String name, StringBuilder pointer) {
        pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }

    /** The pointer to a member of this object. */
    String pointerTo(String member) {
        var pointer = new StringBuilder(pointer());
        appendName(member, pointer);
        return pointer.toString();
    }

    /** Adds the steps from the value to one of its parts to an exception of databind. */
    void prependSteps(String pointerToPart, JacksonException failure, Class<?> type) {
        String pointer = pointer();
        if (!pointerToPart.startsWith(pointer)) {
            return;
        }
        List<JacksonException.Reference> steps = new ArrayList<>();
        for (var path = new PointerPath(pointerToPart.substring(pointer.length())); path.next();) {
            steps.add(path.position() >= 0
                    ? new JacksonException.Reference(type, (int) path.position())
                    : new JacksonException.Reference(type, path.text().substring(path.from(), path.to())));
        }
        steps.reversed().forEach(failure::prependPath);
    }
}
