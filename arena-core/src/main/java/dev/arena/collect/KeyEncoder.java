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

package dev.arena.collect;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/** Encodes a {@link CharSequence} as a key of a set, in memory that it reuses for the next key. */
final class KeyEncoder {
    private static final int NOT_ASCII = 0x80;

    private final Arena arena;
    private final KeyHash hash;

    /** Takes most keys: those of ASCII that are not long. */
    private final MemorySegment ascii;

    /** Takes all others; null until there is one. */
    private @Nullable Utf8Builder utf8;

    private MemorySegment bytes;
    private int length;

    KeyEncoder(Arena arena, KeyHash hash) {
        this.arena = arena;
        this.hash = hash;
        this.ascii = arena.allocate(KeyHash.BLOCK_BYTES, Long.BYTES);
        this.bytes = ascii;
    }

    /**
     * A key as UTF-8 on the heap.
     *
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     */
    static byte[] utf8(CharSequence key) {
        String text = key.toString();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                try (Arena scratch = Arena.create()) {
                    Utf8String.copyOf(scratch, text); // throws with the position of the malformed text
                }
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes that begin with the last key that was encoded. */
    MemorySegment bytes() {
        return bytes;
    }

    /** Number of components that form the key. */
    int length() {
        return length;
    }

    /**
     * Encodes a key.
     *
     * @return                                       its hash
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it is long or not ASCII, and there is no memory for it
     */
    int encode(CharSequence key) {
        return key.length() <= KeyHash.BLOCK_BYTES ? encodeShort(key) : encodeInFull(key);
    }

    /** Takes it for ASCII, eight characters at a time, and finds out in the end whether that was right. */
    private int encodeShort(CharSequence key) {
        int chars = key.length();
        long sum = 0;
        int all = 0;
        for (int offset = 0; offset < chars; offset += Long.BYTES) {
            int rest = Math.min(chars - offset, Long.BYTES);
            long word = 0;
            for (int i = 0; i < rest; i++) {
                char unit = key.charAt(offset + i);
                all |= unit;
                word |= (long) unit << (i << 3);
            }
            ascii.set(Words.WORD, offset, word);
            sum += hash.term(word, offset);
        }
        if (all >= NOT_ASCII) {
            return encodeInFull(key);
        }
        bytes = ascii;
        length = chars;
        return hash.hash(sum, chars);
    }

    private int encodeInFull(CharSequence key) {
        Utf8Builder builder = utf8;
        if (builder == null) {
            builder = new Utf8Builder(arena, 2L * KeyHash.BLOCK_BYTES);
            utf8 = builder;
        }
        builder.clear();
        builder.append(key);
        if (Character.isHighSurrogate(key.charAt(key.length() - 1))) {
            Utf8String.copyOf(arena, key); // rejected here; a builder would wait for the other half
        }
        bytes = builder.segment();
        length = Math.toIntExact(bytes.byteSize());
        return hash.hash(bytes, 0, length);
    }
}
