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

import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;

import dev.arena.json.token.Utf8JsonReader;

/** Reads a whole document and reports its errors. Safe for use by any thread. */
final class JsonDocumentReader {

    /** Jackson's text about the start of an unclosed container, which is meaningless to the sender of the document. */
    private static final Pattern START_MARKER = Pattern
            .compile(" \\((start marker at|for (Array|Object) starting at) .*\\)");

    private static final String NO_VALUE = "There is no value";

    private final LazyMapper mapper;
    private final JsonLimits limits;

    JsonDocumentReader(LazyMapper mapper, JsonLimits limits) {
        this.mapper = mapper;
        this.limits = limits;
    }

    /**
     * Reads one value. The body finds its first token to be the current one and must leave the parser on its last; the value
     * itself has been counted.
     */
    <T extends @Nullable Object> T read(JsonInput in, Function<Decoding, T> body) {
        return readSequence(in, decoding -> {
            if (decoding.parser().currentToken() == null) {
                throw decoding.wrong(NO_VALUE);
            }
            decoding.countValue();
            return body.apply(decoding);
        });
    }

    /**
     * Reads an object as {@link #read(JsonInput, Class, Function)} does, except that the value may not be taken yet if it is in the
     * block of a {@link Utf8JsonReader}.
     */
    <T extends @Nullable Object> T readObject(JsonInput in, Class<?> type, Function<Decoding, T> body) {
        if (in.isBorrowed() || mapper.bound().wrapperName(type) != null) {
            return read(in, type, body);
        }
        return readDocuments(in, decoding -> {
            Utf8JsonReader reader = decoding.reader();
            if ((reader == null || !reader.nextDocument()) && decoding.parser().nextToken() == null) {
                throw decoding.wrong(NO_VALUE);
            }
            decoding.countValue();
            return body.apply(decoding);
        });
    }

    /**
     * Reads one value as {@link #read(JsonInput, Function)} does. If the mapper unwraps what it reads, the value is the only member of an
     * object; the name of the member is that of the type, as databind has it.
     */
    <T extends @Nullable Object> T read(JsonInput in, Class<?> type, Function<Decoding, T> body) {
        return read(in, decoding -> {
            String name = in.isBorrowed() ? null : mapper.bound().wrapperName(type);
            return name == null ? body.apply(decoding) : unwrap(decoding, name, body);
        });
    }

    private static <T extends @Nullable Object> T unwrap(Decoding decoding, String name, Function<Decoding, T> body) {
        String expected = "an object around the value whose only member is " + name;
        if (decoding.parser().currentToken() != JsonToken.START_OBJECT) {
            throw decoding.expected(expected);
        }
        if (decoding.next() != JsonToken.PROPERTY_NAME || !name.equals(decoding.parser().currentName())) {
            throw decoding.wrong("Expected " + expected);
        }
        decoding.next();
        decoding.countMember(1);
        T value = body.apply(decoding);
        if (!decoding.isStopped() && decoding.next() != JsonToken.END_OBJECT) {
            throw decoding.wrong("Expected " + expected);
        }
        return value;
    }

    /**
     * Reads values up to the end. The body finds the first token of the first one to be the current one, or none if there is
     * nothing. It must not leave anything unread, unless it has stopped.
     */
    <T extends @Nullable Object> T readSequence(JsonInput in, Function<Decoding, T> body) {
        return readDocuments(in, decoding -> {
            if (!decoding.parser().hasCurrentToken()) {
                decoding.parser().nextToken();
            }
            return body.apply(decoding);
        });
    }

    /** Reads values like the other method. The parser is before the first token, unless the caller has passed it. */
    private <T extends @Nullable Object> T readDocuments(JsonInput in, Function<Decoding, T> body) {
        JsonParser parser = null;
        try {
            Decoding decoding = in.open(mapper, limits);
            parser = decoding.parser();
            T value = body.apply(decoding);
            if (!in.isBorrowed() && !decoding.isStopped()) {
                decoding.checkObjectIds();
            }
            if (!in.isBorrowed() && !decoding.isStopped()
                    && mapper.bound().failsOnTrailingTokens()
                    && parser.nextToken() != null) {
                throw decoding.wrong("There is something after the value");
            }
            return value;
        } catch (VisitorFailure e) {
            throw e.failure();
        } catch (JacksonException e) {
            throw translated(e, parser, in.isBorrowed());
        } finally {
            if (parser != null && !in.isBorrowed()) {
                parser.close();
            }
        }
    }

    private static RuntimeException translated(JacksonException e, @Nullable JsonParser parser, boolean isBorrowed) {
        if (isBorrowed && e instanceof JacksonIOException && e.getCause() instanceof IOException failure
                && !(failure instanceof CharConversionException)) {
            return new UncheckedIOException(failure); // thrown by our own streams, which never reach this code
        }
        return JsonDecodingException.at(parser, location(e, parser),
                reason(e),
                e instanceof ParserConstraints.Exceeded exceeded ? exceeded.limit : null, e);
    }

    /** The reason that an exception of a parser gives. */
    static String reason(JacksonException e) {
        return START_MARKER.matcher(e.getOriginalMessage()).replaceAll("");
    }

    private static @Nullable TokenStreamLocation location(JacksonException e, @Nullable JsonParser parser) {
        if (parser != null && e instanceof InputCoercionException) {
            return parser.currentTokenLocation();
        }
        return parser != null && e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    }
}
