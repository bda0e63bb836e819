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

package dev.arena.model;

import java.lang.foreign.MemorySegment;

/** A segment, and the region with its content. */
record Piece(MemorySegment segment, Region region) {

    void verify() {
        if (!region.isIntact(segment)) {
            throw new AssertionError("damaged: " + segment);
        }
    }

    /** Reads an ended segment. Either it throws or, if its session is still open, it must contain its content. */
    boolean isStillReadable() {
        try {
            verify();
            return segment.byteSize() > 0;
        } catch (IllegalStateException ended) {
            return false;
        }
    }
}
