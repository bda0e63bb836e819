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

import java.io.Serial;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;

/**
 * Thrown when a JSON document cannot be decoded: it is malformed, does not match the requested type, or exceeds a limit. The
 * exception contains the reason and the location. The message does not repeat values of the document, except numbers and
 * names.
 *
 * <p>The memory that the document has taken is released when the arena is reset.
 *
 * @since 0.1.0
 */
public final class JsonDecodingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The reason. */
    private final String reason;

    /** Where: counted from 1, or 0 where unknown. */
    private final int line;

    /** Where in the line: counted from 1, or 0 where unknown. */
    private final int column;

    /** Where in the structure, as a JSON pointer. */
    private final String path;

    /** The limit that was exceeded, if that is what is wrong. */
    private final @Nullable JsonLimit limit;

    private JsonDecodingException(String reason, int line, int column, String path, @Nullable JsonLimit limit,
            @Nullable Throwable cause) {
        super(reason + " (line " + line + ", column " + column + (path.isEmpty() ? ")" : ", " + path + ")"), cause);
        this.reason = reason;
        this.line = line;
        this.column = column;
        this.path = path;
        this.limit = limit;
    }

    /** Creates an exception at the location of a parser; without location if there is no parser. */
    static JsonDecodingException at(@Nullable JsonParser parser, @Nullable TokenStreamLocation location, String reason,
            @Nullable JsonLimit limit, @Nullable Throwable cause) {
        return at(location, parser == null ? "" : parser.streamReadContext().pathAsPointer().toString(), reason, limit,
                cause);
    }

    /** Creates an exception for the value at a path. */
    static JsonDecodingException at(@Nullable TokenStreamLocation location, String path, String reason,
            @Nullable JsonLimit limit, @Nullable Throwable cause) {
        return new JsonDecodingException(reason, location == null ? 0 : Math.max(0, location.getLineNr()),
                location == null ? 0 : Math.max(0, location.getColumnNr()), path, limit, cause);
    }

    /** The same failure of a part of another value, which has this path in the whole document. */
    JsonDecodingException at(String wholePath) {
        return new JsonDecodingException(reason, line, column, wholePath, limit, this);
    }

    /**
     * Returns the reason without the location.
     *
     * @return the reason, for people
     */
    public String reason() {
        return reason;
    }

    /**
     * Returns the line in which the invalid token starts.
     *
     * @return the line, counted from 1; 0 if unknown
     */
    public int line() {
        return line;
    }

    /**
     * Returns the column in which the invalid token starts.
     *
     * @return the column, counted from 1, in bytes for UTF-8 input; 0 if unknown
     */
    public int column() {
        return column;
    }

    /**
     * The place in the structure, for instance {@code /3/temperature}.
     *
     * @return a JSON pointer (RFC 6901), empty for the whole document; in a sequence of documents, the first part is the index of
     *         the document
     */
    public String path() {
        return path;
    }

    /**
     * The limit that was exceeded.
     *
     * @return the limit, or null if something else is wrong
     */
    public @Nullable JsonLimit limit() {
        return limit;
    }
}
