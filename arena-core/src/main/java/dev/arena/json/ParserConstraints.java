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

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;

/** Lets the parser enforce {@link JsonLimits} before it reads more than they permit, and reports the exceeded limit. */
final class ParserConstraints extends StreamReadConstraints {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Limits of documents; of what they do not limit, those of a mapper. */
    ParserConstraints(JsonLimits limits, StreamReadConstraints others) {
        super(limits.maxDepth(), others.getMaxDocumentLength(), others.getMaxTokenCount(), others.getMaxNumberLength(),
                limits.maxStringLength(), others.getMaxNameLength());
    }

    @Override
    public void validateNestingDepth(int depth) {
        if (depth > _maxNestingDepth) {
            throw new Exceeded(JsonLimit.DEPTH, _maxNestingDepth);
        }
    }

    @Override
    public void validateStringLength(int length) {
        if (length > _maxStringLen) {
            throw new Exceeded(JsonLimit.STRING_LENGTH, _maxStringLen);
        }
    }

    @Override
    public void validateStringLengthLong(long length) {
        if (length > _maxStringLen) {
            throw new Exceeded(JsonLimit.STRING_LENGTH, _maxStringLen);
        }
    }

    @Override
    public void validateNameLength(int length) {
        if (length > _maxNameLen) {
            throw new Exceeded(JsonLimit.NAME_LENGTH, _maxNameLen);
        }
    }

    @Override
    public void validateIntegerLength(int length) {
        requireNumberLength(length);
    }

    @Override
    public void validateFPLength(int length) {
        requireNumberLength(length);
    }

    private void requireNumberLength(int length) {
        if (length > _maxNumLen) {
            throw new Exceeded(JsonLimit.NUMBER_LENGTH, _maxNumLen);
        }
    }

    /** Thrown when a limit is exceeded. */
    static final class Exceeded extends StreamConstraintsException {

        @Serial
        private static final long serialVersionUID = 1L;

        /** Which. */
        final JsonLimit limit;

        Exceeded(JsonLimit limit, long value) {
            super(message(limit, value));
            this.limit = limit;
        }

        static String message(JsonLimit limit, long value) {
            return switch (limit) {
                case DEPTH -> "Deeper than maxDepth = " + value;
                case ARRAY_LENGTH -> "More elements than maxArrayLength = " + value;
                case OBJECT_LENGTH -> "More members than maxObjectLength = " + value;
                case STRING_LENGTH -> "A string longer than maxStringLength = " + value;
                case NAME_LENGTH -> "A name longer than " + value + " bytes";
                case NUMBER_LENGTH -> "A number longer than " + value + " characters";
                case VALUES -> "More values than maxValues = " + value;
            };
        }
    }
}
