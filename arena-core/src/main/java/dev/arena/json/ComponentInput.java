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

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadCapability;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.std.StdDeserializer;

import dev.arena.Arena;

/**
 * The input of {@link ComponentReader}: the parser and the context of databind, and the target arena. Databind coerces
 * scalars, so the mapper decides the meaning of {@code "5"} or {@code 5.0} for an int.
 */
final class ComponentInput {
    private static final Scalars SCALARS = new Scalars();

    private final JsonParser parser;
    private final DeserializationContext context;
    private final Arena arena;
    private final ArenaJson json;

    ComponentInput(JsonParser parser, DeserializationContext context, Arena arena, ArenaJson json) {
        this.parser = parser;
        this.context = context;
        this.arena = arena;
        Class<?> view = context.getActiveView();
        this.json = view == null ? json : json.withView(view);
    }

    JsonParser parser() {
        return parser;
    }

    DeserializationContext context() {
        return context;
    }

    Arena arena() {
        return arena;
    }

    ArenaJson json() {
        return json;
    }

    /** The parser as an input that begins with the current token. */
    JsonInput asJson() {
        return JsonInput.of(parser, context);
    }

    /** Whether the format has no numbers and no arrays of its own, as XML. */
    boolean isUntyped() {
        return parser.streamReadCapabilities().isEnabled(StreamReadCapability.UNTYPED_SCALARS);
    }

    /** Reads each element of the array that begins here. */
    void forEachElement(JavaType type, Runnable element) {
        if (!parser.isExpectedStartArrayToken()) {
            if (context.isEnabled(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)) {
                runPart(element, type, 0);
            } else {
                context.handleUnexpectedToken(type, parser);
            }
            return;
        }
        long count = 0;
        for (JsonToken token; (token = parser.nextToken()) != JsonToken.END_ARRAY;) {
            if (token == null) {
                context.reportInputMismatch(type, "The input ends within an array");
            }
            count(++count, JsonLimit.ARRAY_LENGTH, json.limits().maxArrayLength());
            runPart(element, type, count - 1);
        }
    }

    /** Reads an element. Its exception names the index, as with databind. */
    private static void runPart(Runnable element, JavaType type, long index) {
        try {
            element.run();
        } catch (DatabindException e) {
            throw e.prependPath(type.getRawClass(), (int) index);
        }
    }

    /** Reads each document up to the end of the input. */
    void forEachDocument(Runnable element) {
        long count = 0;
        for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
            count(++count, JsonLimit.ARRAY_LENGTH, json.limits().maxArrayLength());
            element.run();
        }
    }

    /** Reads each member of the object that begins here: the parser is at its value, whose name is passed. */
    void forEachMember(JavaType type, Consumer<String> member) {
        if (!parser.isExpectedStartObjectToken()) {
            context.handleUnexpectedToken(type, parser);
            return;
        }
        long count = 0;
        for (String name; (name = parser.nextName()) != null;) {
            count(++count, JsonLimit.OBJECT_LENGTH, json.limits().maxObjectLength());
            parser.nextToken();
            try {
                member.accept(name);
            } catch (DatabindException e) {
                throw e.prependPath(type.getRawClass(), name);
            }
        }
    }

    void count(long count, JsonLimit limit, long most) {
        if (count > most) {
            throw JsonDecodingException.at(parser, parser.currentTokenLocation(),
                    ParserConstraints.Exceeded.message(limit, most), limit, null);
        }
    }

    int intValue() {
        return parser.hasToken(JsonToken.VALUE_NUMBER_INT) ? parser.getIntValue() : SCALARS.toInt(parser, context);
    }

    long longValue() {
        return parser.hasToken(JsonToken.VALUE_NUMBER_INT) ? parser.getLongValue() : SCALARS.toLong(parser, context);
    }

    double doubleValue() {
        return SCALARS.toDouble(parser, context);
    }

    float floatValue() {
        return SCALARS.toFloat(parser, context);
    }

    short shortValue() {
        return SCALARS.toShort(parser, context);
    }

    boolean booleanValue() {
        return SCALARS.toBoolean(parser, context);
    }

    /** The current value as text. */
    @Nullable
    String textOrNull() {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NULL -> null;
            case START_ARRAY -> context.readValue(parser, String.class);
            case null, default -> SCALARS.toText(parser, context);
        };
    }

    /** The current value as text, which must not be null. */
    String text() {
        String text = textOrNull();
        return text != null ? text : context.reportInputMismatch(String.class, "A text must not be null here");
    }

    /** The current value, read by databind. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> T value(JavaType type) {
        return requirePart(context.<T>readValue(parser, type), type);
    }

    /** A part that databind has read. */
    <T> T requirePart(@Nullable T value, JavaType type) {
        return value != null ? value : context.reportInputMismatch(type, "A value must not be null here");
    }

    /** Databind's coercions, which are accessible to its deserializers only. */
    private static final class Scalars extends StdDeserializer<Object> {

        Scalars() {
            super(Object.class);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            throw new UnsupportedOperationException();
        }

        int toInt(JsonParser parser, DeserializationContext context) {
            try {
                return _parseIntPrimitive(parser, context);
            } catch (IndexOutOfBoundsException _) {
                return ofEmptyText(int.class, parser, context).intValue();
            }
        }

        long toLong(JsonParser parser, DeserializationContext context) {
            try {
                return _parseLongPrimitive(parser, context);
            } catch (IndexOutOfBoundsException _) {
                return ofEmptyText(long.class, parser, context).longValue();
            }
        }

        double toDouble(JsonParser parser, DeserializationContext context) {
            return _parseDoublePrimitive(parser, context);
        }

        /** Databind reads the first character of a text that it converts to an integer, even if there is none. */
        private static Number ofEmptyText(Class<?> type, JsonParser parser, DeserializationContext context) {
            return context.handleWeirdStringValue(type, parser.getString(),
                    "An empty text is no number") instanceof Number number ? number : 0;
        }

        float toFloat(JsonParser parser, DeserializationContext context) {
            return _parseFloatPrimitive(parser, context);
        }

        short toShort(JsonParser parser, DeserializationContext context) {
            try {
                return _parseShortPrimitive(parser, context);
            } catch (IndexOutOfBoundsException _) {
                return ofEmptyText(short.class, parser, context).shortValue();
            }
        }

        boolean toBoolean(JsonParser parser, DeserializationContext context) {
            return _parseBooleanPrimitive(parser, context);
        }

        @Nullable
        String toText(JsonParser parser, DeserializationContext context) {
            return _parseString(parser, context, this);
        }
    }
}
