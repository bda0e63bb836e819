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

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Thrown when a part of an object that databind reads cannot be decoded into an arena. The
 * {@linkplain #decodingFailure() failure} has the reason and the location.
 *
 * @since 0.1.0
 */
public final class UnreadableComponentException extends MismatchedInputException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    private final JsonDecodingException failure;

    UnreadableComponentException(JsonParser parser, JsonDecodingException failure) {
        super(parser, failure.reason());
        this.failure = failure;
        initCause(failure);
    }

    /**
     * What is wrong.
     *
     * @return the failure, with the place in the document as far as databind has passed this exception on
     */
    public JsonDecodingException decodingFailure() {
        String path = ValuePath.pointerOf(this);
        return path.equals(failure.path()) ? failure : failure.at(path);
    }
}
