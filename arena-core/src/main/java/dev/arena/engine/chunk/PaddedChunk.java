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

import java.lang.foreign.MemorySegment;

import dev.arena.engine.util.Padded;

/**
 * A chunk of a size class, on cache lines of its own as in {@link Padded}: such chunks live long, lie side by side in the heap,
 * and are written by different threads. An oversized chunk serves one arena only and needs no padding.
 */
final class PaddedChunk extends Chunk {
    long pad0;
    long pad1;
    long pad2;
    long pad3;
    long pad4;
    long pad5;
    long pad6;
    long pad7;
    long pad8;
    long pad9;
    long pad10;
    long pad11;
    long pad12;
    long pad13;
    long pad14;

    PaddedChunk(MemorySegment memory, SizeClass sizeClass) {
        super(memory, sizeClass);
    }
}
