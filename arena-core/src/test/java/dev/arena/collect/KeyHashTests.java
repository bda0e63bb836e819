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
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyHashTests {
    private static final long SEED = 7;

    private final KeyHash hash = new KeyHash(new Random(SEED)::nextLong);

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100, 128, 129, 256, 300, 1000})
    void keysThatDifferInOneBitSpreadOverAllBits(int length) {
        byte[] key = new byte[length];
        Set<Integer> hashes = new HashSet<>();
        Set<Integer> lowBits = new HashSet<>();
        for (int bit = 0; bit < 8 * length; bit++) {
            key[bit >> 3] ^= (byte) (1 << (bit & 7));
            int found = hash.hash(MemorySegment.ofArray(key), 0, length);
            hashes.add(found);
            lowBits.add(found & 0x3FF);
            key[bit >> 3] ^= (byte) (1 << (bit & 7));
        }
        assertThat(hashes).as("seed %d", SEED).hasSize(8 * length);
        double expected = 1024 * (1 - Math.pow(1 - 1 / 1024.0, 8 * length)); // used bins after random throws
        assertThat((double) lowBits.size()).as("seed %d", SEED).isBetween(0.9 * expected - 2, 1.1 * expected);
    }

    @Test
    void hashDependsOnTheLength() {
        Set<Integer> hashes = new HashSet<>();
        for (int length = 0; length <= 600; length++) {
            hashes.add(hash.hash(MemorySegment.ofArray(new byte[length]), 0, length));
        }
        assertThat(hashes).as("seed %d", SEED).hasSize(601);
    }

    @Test
    void bytesAroundAKeyDoNotAffectItsHash() {
        var random = new Random(SEED);
        for (int length = 0; length < 300; length++) {
            byte[] key = new byte[length];
            random.nextBytes(key);
            int expected = hash.hash(MemorySegment.ofArray(key), 0, length);
            for (int before = 0; before < 9; before++) {
                byte[] text = new byte[before + length + random.nextInt(9)];
                random.nextBytes(text);
                System.arraycopy(key, 0, text, before, length);
                assertThat(hash.hash(MemorySegment.ofArray(text), before, length)).as("seed %d", SEED)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void keyCanBeHashedInPieces() {
        byte[] key = new byte[KeyHash.BLOCK_BYTES];
        new Random(SEED).nextBytes(key);
        for (int length = 0; length <= key.length; length++) {
            long sum = 0;
            for (int offset = 0; offset < length; offset += Long.BYTES) {
                long word = 0;
                for (int i = Math.min(length - offset, Long.BYTES) - 1; i >= 0; i--) {
                    word = word << 8 | Byte.toUnsignedLong(key[offset + i]);
                }
                sum += hash.term(word, offset);
            }
            assertThat(hash.hash(sum, length)).isEqualTo(hash.hash(MemorySegment.ofArray(key), 0, length));
        }
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> hash.term(1, KeyHash.BLOCK_BYTES));
    }

    @Test
    void hashDependsOnTheOrderOfBlocks() {
        byte[] key = new byte[3 * KeyHash.BLOCK_BYTES];
        Set<Integer> hashes = new HashSet<>();
        for (int block = 0; block < 3; block++) {
            key[block * KeyHash.BLOCK_BYTES] = 1;
            hashes.add(hash.hash(MemorySegment.ofArray(key), 0, key.length));
            key[block * KeyHash.BLOCK_BYTES] = 0;
        }
        assertThat(hashes).hasSize(3);
    }

    @Test
    void collidingKeysOfOneFunctionDoNotCollideInAnother() {
        var other = new KeyHash(new Random(SEED + 1)::nextLong);
        Set<Integer> slots = new HashSet<>();
        int colliding = 0;
        for (long key = 0; colliding < 200; key++) {
            if ((hash.hash(key) & 0x3FF) == 5) {
                colliding++;
                slots.add(other.hash(key) & 0x3FF);
            }
        }
        assertThat(slots).as("seed %d", SEED).hasSizeGreaterThan(150);
    }
}
