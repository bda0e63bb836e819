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

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.util.ArrayList;
import java.util.List;

/** Computes the offsets of consecutive members, each with its own alignment. */
final class Struct {
    private final List<MemoryLayout> members = new ArrayList<>();
    private long size;
    private long alignment = 1;

    /** Adds a member. Returns its offset. */
    long add(String name, MemoryLayout member) {
        pad(member.byteAlignment());
        long offset = size;
        members.add(member.withName(name));
        size += member.byteSize();
        alignment = Math.max(alignment, member.byteAlignment());
        return offset;
    }

    /** All of them, in a size that is a multiple of the alignment; never empty, so that each has an address of its own. */
    StructLayout finish() {
        if (size == 0) {
            members.add(MemoryLayout.paddingLayout(1));
            size = 1;
        }
        pad(alignment);
        return MemoryLayout.structLayout(members.toArray(MemoryLayout[]::new));
    }

    /** All of them, in no more bytes than they need. */
    StructLayout unpadded() {
        return MemoryLayout.structLayout(members.toArray(MemoryLayout[]::new));
    }

    private void pad(long byteAlignment) {
        long gap = -size & (byteAlignment - 1);
        if (gap > 0) {
            members.add(MemoryLayout.paddingLayout(gap));
            size += gap;
        }
    }
}
