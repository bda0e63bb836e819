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

package dev.arena.spring.boot;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.arena.Admission;
import dev.arena.Arena;
import dev.arena.ArenaStats;
import dev.arena.Mark;
import dev.arena.Owned;
import dev.arena.Shared;

/**
 * The injected {@link Arena}. In a singleton, it delegates every call to the arena of the current thread's work. In a
 * handler, it delegates to the arena of the request. It cannot be reset or closed, because decoded bodies and allocations of
 * other code are in the same arena.
 */
final class CurrentArena implements Arena {
    private static final String ALTERNATIVE = "To release memory earlier, set a mark before the allocation and close it: "
            + "try (var mark = arena.mark()) { ... }";

    private final @Nullable Arena ofRequest;
    private final Supplier<Arena> current;

    /**
     * Delegates to the current arena.
     *
     * @param context finds the current arena
     */
    CurrentArena(ArenaContextHolder context) {
        this.ofRequest = null;
        this.current = context::arena;
    }

    /**
     * A delegate to the arena of a request.
     *
     * @param arena the arena
     */
    CurrentArena(Arena arena) {
        this.ofRequest = arena;
        this.current = () -> arena;
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        return current.get().allocate(byteSize, byteAlignment);
    }

    @Override
    public @Nullable MemorySegment tryAllocate(long byteSize, long byteAlignment) {
        return current.get().tryAllocate(byteSize, byteAlignment);
    }

    @Override
    public @Nullable MemorySegment tryAllocateNow(long byteSize, long byteAlignment) {
        return current.get().tryAllocateNow(byteSize, byteAlignment);
    }

    @Override
    public @Nullable MemorySegment tryGrow(MemorySegment segment, long newByteSize) {
        return current.get().tryGrow(segment, newByteSize);
    }

    @Override
    public MemorySegment grow(MemorySegment segment, long newByteSize, long byteAlignment) {
        return current.get().grow(segment, newByteSize, byteAlignment);
    }

    @Override
    public MemorySegment growAtLeast(MemorySegment segment, long leastByteSize, long preferredByteSize,
            long byteAlignment, long spareBytes) {
        return current.get().growAtLeast(segment, leastByteSize, preferredByteSize, byteAlignment, spareBytes);
    }

    @Override
    public MemorySegment shrink(MemorySegment segment, long newByteSize) {
        return current.get().shrink(segment, newByteSize);
    }

    @Override
    public Owned<MemorySegment> allocateOwned(long byteSize, long byteAlignment) {
        return current.get().allocateOwned(byteSize, byteAlignment);
    }

    @Override
    public Shared<MemorySegment> allocateShared(long byteSize, long byteAlignment) {
        return current.get().allocateShared(byteSize, byteAlignment);
    }

    @Override
    public Owned<MemorySegment> escape(MemorySegment segment) {
        return current.get().escape(segment);
    }

    @Override
    public Mark mark() {
        return current.get().mark();
    }

    @Override
    public Arena child(long byteBudget) {
        return current.get().child(byteBudget);
    }

    @Override
    public void onReset(Runnable cleanup) {
        current.get().onReset(cleanup);
    }

    /**
     * Not supported, because other code may use the memory of this arena.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void reset() {
        throw new UnsupportedOperationException(
                "The injected Arena cannot be reset, because it also contains request bodies and memory of other "
                        + "code. " + ALTERNATIVE);
    }

    /**
     * No-op destroy method. The application context would otherwise call {@link #close}, and AOT processing drops
     * {@code destroyMethod = ""}.
     */
    public void release() {}

    /**
     * Not supported, because the code that opened the arena closes it.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "The injected Arena cannot be closed, because it ends with its request or unit of work. "
                        + ALTERNATIVE);
    }

    /** Returns whether the other object is this one, or the injected arena of the same request. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (ofRequest != null && other instanceof CurrentArena that && ofRequest.equals(that.ofRequest));
    }

    @Override
    public int hashCode() {
        return ofRequest == null ? System.identityHashCode(this) : ofRequest.hashCode();
    }

    /** Returns the description of the request's arena. The bean does not open an arena for this. */
    @Override
    public String toString() {
        return ofRequest == null ? "Arena of the current request or unit of work" : ofRequest.toString();
    }

    @Override
    public MemorySegment.Scope scope() {
        return current.get().scope();
    }

    @Override
    public long byteBudget() {
        return current.get().byteBudget();
    }

    @Override
    public Admission admit(long inputBytes) {
        return current.get().admit(inputBytes);
    }

    @Override
    public long remaining() {
        return current.get().remaining();
    }

    @Override
    public ArenaStats stats() {
        return current.get().stats();
    }
}
