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
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

import org.jspecify.annotations.Nullable;

/**
 * Chunks from {@code calloc}. A shared JDK arena for each chunk would need no native calls here. But closing such an arena
 * takes a handshake with every thread, tens of microseconds for each oversized chunk of each request.
 *
 * <p>The functions are linked at the first chunk, because linking takes tens of milliseconds and would delay the start of
 * every application.
 */
final class NativeChunkSource implements ChunkSource {
    private static final NativeChunkSource INSTANCE = new NativeChunkSource();

    private volatile @Nullable Functions functions;

    private NativeChunkSource() {}

    /**
     * Returns the source.
     *
     * @throws IllegalCallerException if the JVM denies native access, so that an application fails at its start and not at its
     *                                first chunk
     */
    @SuppressWarnings("restricted")
    static NativeChunkSource instance() {
        MemorySegment.NULL.reinterpret(0); // restricted like linking, but cheap
        return INSTANCE;
    }

    /**
     * The linked functions.
     *
     * @param mallocTrim an extension of the GNU C library; null with another C library
     */
    record Functions(MethodHandle calloc, MethodHandle free, @Nullable MethodHandle mallocTrim) {

        @SuppressWarnings("restricted")
        static Functions link() {
            Linker linker = Linker.nativeLinker();
            SymbolLookup library = linker.defaultLookup();
            ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
            ValueLayout.OfLong pointer = ValueLayout.JAVA_LONG; // as wide as a pointer, and needs no object
            return new Functions(
                    linker.downcallHandle(library.findOrThrow("calloc"), FunctionDescriptor.of(pointer, size, size)),
                    linker.downcallHandle(library.findOrThrow("free"), FunctionDescriptor.ofVoid(pointer)),
                    library.find("malloc_trim").map(
                            symbol -> linker.downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, size)))
                            .orElse(null));
        }
    }

    /** Threads can link at the same time. Each result works, and a failure is not remembered. */
    private Functions functions() {
        Functions linked = functions;
        if (linked == null) {
            linked = Functions.link();
            functions = linked;
        }
        return linked;
    }

    @Override
    @SuppressWarnings("restricted")
    public MemorySegment obtain(long byteSize) {
        MethodHandle calloc = functions().calloc();
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
        MethodHandle free = functions().free();
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
        MethodHandle mallocTrim = functions().mallocTrim();
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
