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

package dev.arena.spring.boot.http;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Collects a body of any length in one segment. It allocates memory for the bytes that have arrived, and never for the
 * announced length, so a client cannot reserve memory without sending bytes:
 *
 * <ol>
 * <li>The first {@value #HEAD} bytes wait on the heap. A body that ends before takes its size, and one that never ends takes
 * nothing of the pool.
 * <li>Further bytes wait in {@linkplain BodyParts parts}, until a quarter of the announced length has arrived.
 * <li>Then the segment for the whole body is allocated, and the parts are moved there and given back.
 * </ol>
 *
 * A body of announced length {@code n} takes at most {@code n + n/4} bytes, rounded up to whole parts, while it is moved, and
 * {@code n} bytes from then on. If the budget leaves less than that, the segment is allocated earlier: as late as the budget
 * allows, but not before {@value #HEAD} bytes have arrived. {@link #required} reserves {@code n/32} bytes for the parts of a body
 * of more than a megabyte. A client therefore holds at most four times what it has sent. If it announces nearly all of the
 * budget, it holds at most 32 times what it has sent, or 64 times for a body of up to a megabyte.
 *
 * <p>A body of unknown length stays in parts until its end, and takes at most twice its size and half a megabyte while it is
 * moved.
 */
final class BodyBuffer {

    /** Bytes that wait on the heap at first; as much as a servlet's request reads at once. */
    static final int HEAD = HeapBuffers.SIZE;

    /** An unknown length. */
    static final long UNKNOWN = -1;

    /** Divisor of an announced length. This fraction must arrive before the buffer allocates memory for the rest. */
    private static final long TRUSTED_FRACTION = 4;

    /** Divisor for the smallest such fraction, used if the budget leaves no room for more. */
    private static final long MIN_TRUSTED_FRACTION = 32;

    /** Up to this length in bytes, a body may take all of a budget. */
    private static final long SMALL_BODY = 1 << 20;

    /** Aligns values of type {@code long} in the body. */
    private static final long ALIGNMENT = 8;

    private static final byte[] NOTHING = {};

    private final BodySpace space;

    /** Length that the client has announced, in bytes; −1 without one, or if more has arrived. */
    private long announced;

    /** Number of arrived bytes at which the buffer allocates the announced length. */
    private final long trustedFrom;

    /** Bytes that have arrived. */
    private long arrived;

    private byte[] head = NOTHING;
    private @Nullable BodyParts parts;
    private @Nullable MemorySegment whole;

    /** An empty buffer for a body that announces a length, or −1. */
    BodyBuffer(BodySpace space, long announced) {
        this.space = space;
        this.announced = announced;
        this.trustedFrom = Math.min(announced, Math.max(HEAD, maxInParts(space, announced)));
    }

    /** Maximum number of bytes in parts, in addition to the whole body, in whole units. 0 if the head is a quarter of the body. */
    private static long maxInParts(BodySpace space, long announced) {
        long unit = BodyParts.unit(space);
        return announced <= TRUSTED_FRACTION * HEAD
                ? 0
                : Math.min((announced / TRUSTED_FRACTION + unit - 1) / unit, (space.room() - announced) / unit) * unit;
    }

    /**
     * Returns the memory that a body needs in addition to the rest of its request.
     *
     * @param  announced length that the client has announced, in bytes; −1 without one
     * @return           bytes; −1 if that is not known
     */
    static long required(long announced) {
        if (announced <= SMALL_BODY) {
            return announced;
        }
        long spare = announced / MIN_TRUSTED_FRACTION;
        return announced > Long.MAX_VALUE - spare ? Long.MAX_VALUE : announced + spare;
    }

    void append(byte[] bytes, int length) {
        append(MemorySegment.ofArray(bytes).asSlice(0, length));
    }

    void append(MemorySegment bytes) {
        long total = arrived + bytes.byteSize();
        if (total > announced) {
            announced = -1;
        }
        MemorySegment target = whole;
        if (target == null && total <= announced && total >= trustedFrom) {
            target = allocateWhole(announced);
        }
        if (target != null && total <= target.byteSize()) {
            MemorySegment.copy(bytes, 0, target, arrived, bytes.byteSize());
        } else if (target == null && parts == null && total < HEAD) {
            appendToHead(bytes, (int) total);
        } else {
            parts().append(bytes);
        }
        arrived = total;
    }

    private void appendToHead(MemorySegment bytes, int total) {
        if (total > head.length) {
            head = Arrays.copyOf(head, Math.max(total, Math.min(2 * head.length, HEAD)));
        }
        MemorySegment.copy(bytes, 0, MemorySegment.ofArray(head), arrived, bytes.byteSize());
    }

    /** Returns the parts. The first call moves the arrived bytes into them. */
    private BodyParts parts() {
        BodyParts current = parts;
        if (current == null) {
            space.admission().require();
            MemorySegment before = whole != null ? whole : MemorySegment.ofArray(head);
            long most = announced < 0 ? Long.MAX_VALUE : maxInParts(space, announced);
            current = new BodyParts(space, most);
            current.append(before.asSlice(0, arrived));
            parts = current;
            whole = null;
            head = NOTHING;
        }
        return current;
    }

    private MemorySegment allocateWhole(long size) {
        space.admission().require();
        MemorySegment all = space.arena().allocate(size, ALIGNMENT);
        BodyParts current = parts;
        if (current != null) {
            current.moveTo(all);
            parts = null;
        } else {
            MemorySegment.copy(MemorySegment.ofArray(head), 0, all, 0, arrived);
            head = NOTHING;
        }
        whole = all;
        return all;
    }

    /** Returns the body. Unused memory is released if possible. */
    MemorySegment finish() {
        MemorySegment all = whole;
        if (all == null) {
            all = allocateWhole(arrived);
        }
        return all.byteSize() == arrived ? all : space.arena().shrink(all, arrived);
    }

    /** Releases the memory of an incomplete body, as far as possible before the arena ends. */
    void discard() {
        BodyParts current = parts;
        if (current != null) {
            current.close();
        } else if (whole != null) {
            space.arena().shrink(whole, 0);
        }
    }
}
