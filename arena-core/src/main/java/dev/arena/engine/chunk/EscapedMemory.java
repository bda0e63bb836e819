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

package dev.arena.engine.chunk;

/**
 * Keeps a chunk alive for the values that have escaped from it.
 *
 * @since 0.1.0
 */
public interface EscapedMemory {

    /** Ends the generation while its chunks wait for a session that others share. {@link #giveUp} follows when that closes. */
    void endGeneration();

    /** Gives the chunk up on behalf of its arena. From then on only handles keep it, and the end of the last handle returns it. */
    void giveUp();
}
