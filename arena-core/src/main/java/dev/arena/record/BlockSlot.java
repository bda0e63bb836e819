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

package dev.arena.record;

import java.lang.foreign.MemorySegment;

/** A slot for a value whose bytes are beside the rows. The row contains their offset and their number. */
abstract class BlockSlot extends ValueSlot {

    @Override
    final boolean usesText() {
        return true;
    }

    @Override
    final long byteSize() {
        return TextSlot.LAYOUT.byteSize();
    }

    @Override
    final boolean isSame(MemorySegment one, long at, MemorySegment other, long otherAt, MemorySegment text) {
        return TextSlot.isSame(one, at, other, otherAt, text);
    }

    @Override
    final boolean isNull(MemorySegment rows, long at) {
        return TextSlot.isNull(rows, at);
    }

    @Override
    final void clear(MemorySegment rows, long at) {
        TextSlot.clear(rows, at);
    }
}
