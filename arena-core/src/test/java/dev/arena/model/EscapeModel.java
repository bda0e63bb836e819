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

/** The values that have escaped from one block. Guarded by the {@link Ledger} of the block. */
final class EscapeModel {
    final Block block;
    final MemorySegment.Scope scope;

    /** Number of open values. All handles of one value count once. */
    int handles;

    EscapeModel(Block block, MemorySegment.Scope scope) {
        this.block = block;
        this.scope = scope;
    }
}
