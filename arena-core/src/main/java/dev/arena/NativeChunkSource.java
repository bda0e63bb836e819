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

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

import org.jspecify.annotations.Nullable;

/**
 * Chunks from {@code calloc}. A shared JDK arena for each chunk would need no native calls here. But closing such an arena
 * takes a handshake with every thread, tens of microseconds for each oversized chunk of each request.
 */
final class NativeChunkSource implements ChunkSource {
    static final NativeChunkSource INSTANCE = new NativeChunkSource();

    private final MethodHandle calloc;
    private final MethodHandle free;

    /** An extension of the GNU C library; null with another C library. */
    private final @Nullable MethodHandle mallocTrim;

    @SuppressWarnings("restricted")
    private NativeChunkSource() {
        Linker linker = Linker.nativeLinker();
        ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
        ValueLayout.OfLong pointer = ValueLayout.JAVA_LONG; // as wide as a pointer, and needs no object
        calloc = linker.downcallHandle(linker.defaultLookup().findOrThrow("calloc"),
                FunctionDescriptor.of(pointer, size, size));
        free = linker.downcallHandle(linker.defaultLookup().findOrThrow("free"), FunctionDescriptor.ofVoid(pointer));
        mallocTrim = linker.defaultLookup().find("malloc_trim")
                .map(symbol -> linker.downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, size)))
                .orElse(null);
    }

    @Override
    @SuppressWarnings("restricted")
    public MemorySegment obtain(long byteSize) {
        long address;
        try {
            address = (long) calloc.invokeExact(byteSize, 1L);
        } catch (Throwable e) {
            throw new AssertionError("calloc has no checked exceptions", e);
        }
        if (address == 0) {
            throw new OutOfMemoryError("The operating system did not provide " + byteSize + " bytes of native memory");
        }
        return MemorySegment.ofAddress(address).reinterpret(byteSize);
    }

    @Override
    public void release(MemorySegment memory) {
        try {
            free.invokeExact(memory.address());
        } catch (Throwable e) {
            throw new AssertionError("free has no checked exceptions", e);
        }
    }

    /**
     * {@code free} keeps pages in the process unless they are at the end of one of its heaps. {@code malloc_trim} returns every
     * free page to the operating system.
     */
    @Override
    public void trim() {
        if (mallocTrim != null) {
            try {
                int ignored = (int) mallocTrim.invokeExact(0L);
            } catch (Throwable e) {
                throw new AssertionError("malloc_trim has no checked exceptions", e);
            }
        }
    }

    @Override
    public String toString() {
        return "native memory";
    }
}
