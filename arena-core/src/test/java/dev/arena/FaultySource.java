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

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that fails in one way, at one of its calls or at all of them. */
final class FaultySource implements ChunkSource {

    enum Fault {
        RUNTIME_EXCEPTION,
        OUT_OF_MEMORY,
        NULL,
        ONE_BYTE_LESS,
        ONE_BYTE_MORE,
        HEAP_MEMORY,
        READ_ONLY,
        MISALIGNED,
        CONFINED,
        CLOSED,
        LINKAGE_ERROR,
        STACK_OVERFLOW,
        SNEAKY_EXCEPTION;

        /** Returns whether an allocation is expected to propagate the exception instead of a refusal. */
        boolean escapes() {
            return this == LINKAGE_ERROR || this == STACK_OVERFLOW || this == SNEAKY_EXCEPTION;
        }
    }

    /** Offset that makes memory misaligned, in bytes. */
    private static final long OFF = 8;

    private final ChunkSource good = ChunkSource.nativeMemory();
    private final Fault fault;
    private final boolean onRelease;
    private final int atCall;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger trims = new AtomicInteger();

    /**
     * Creates a source whose call number {@code atCall} of {@link #obtain} or {@link #release} fails, counted from 1. 0 lets
     * every call fail.
     */
    FaultySource(Fault fault, boolean onRelease, int atCall) {
        this.fault = fault;
        this.onRelease = onRelease;
        this.atCall = atCall;
    }

    private boolean isDue() {
        int call = calls.incrementAndGet();
        return atCall == 0 || call == atCall;
    }

    @Override
    public MemorySegment obtain(long byteSize) {
        return !onRelease && isDue() ? faulty(byteSize) : good.obtain(byteSize);
    }

    @SuppressWarnings("NullAway") // violates the contract on purpose
    private MemorySegment faulty(long byteSize) {
        return switch (fault) {
            case NULL -> null;
            case ONE_BYTE_LESS -> good.obtain(byteSize - 1);
            case ONE_BYTE_MORE -> good.obtain(byteSize + 1);
            case HEAP_MEMORY -> MemorySegment.ofArray(new byte[(int) byteSize]);
            case READ_ONLY -> good.obtain(byteSize).asReadOnly();
            case MISALIGNED -> good.obtain(byteSize + OFF).asSlice(OFF, byteSize);
            case CONFINED -> java.lang.foreign.Arena.ofConfined().allocate(byteSize, 16);
            case CLOSED -> {
                try (var ended = java.lang.foreign.Arena.ofShared()) {
                    yield ended.allocate(byteSize, 16);
                }
            }
            default -> throw sneaky(throwable());
        };
    }

    @Override
    public void release(MemorySegment memory) {
        if (onRelease && isDue()) {
            good.release(memory);
            throw sneaky(throwable());
        }
        if (memory.scope().equals(java.lang.foreign.Arena.global().scope()) && memory.isNative()) {
            long off = memory.address() % 16;
            good.release(off == 0 ? memory : MemorySegment.ofAddress(memory.address() - off));
        } // otherwise the garbage collector frees the memory
    }

    @Override
    public void trim() {
        trims.incrementAndGet();
        throw sneaky(throwable());
    }

    /** Returns the number of calls of {@link #trim}, which always fails. */
    int trims() {
        return trims.get();
    }

    private Throwable throwable() {
        return switch (fault) {
            case OUT_OF_MEMORY -> new OutOfMemoryError("expected");
            case LINKAGE_ERROR -> new LinkageError("expected");
            case STACK_OVERFLOW -> new StackOverflowError("expected");
            case SNEAKY_EXCEPTION -> new IOException("expected");
            default -> new UnsupportedOperationException("expected");
        };
    }

    /** Throws any exception without declaring it, as other JVM languages do. */
    static RuntimeException sneaky(Throwable e) {
        return FaultySource.<RuntimeException>as(e);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException as(Throwable e) throws T {
        throw (T) e;
    }
}
