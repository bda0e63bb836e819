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

package dev.arena;

/** The checks after a call. A violation fails the script. */
final class Promises {

    private Promises() {}

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    static void requireOpen(ScriptedArena arena, long size, long alignment) {
        require(!arena.isClosed(), "a closed arena did not refuse memory");
        require(size >= 0 && alignment > 0 && Long.bitCount(alignment) == 1, size + " at " + alignment + " was taken");
    }

    static void requireReason(RuntimeException e, ScriptedArena arena, long size, long alignment) {
        boolean badArgument = size < 0 || alignment <= 0 || Long.bitCount(alignment) != 1;
        require(e instanceof IllegalArgumentException ? badArgument : arena.isClosed(), "without reason: " + e);
    }
}
