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
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * The hash function of maps and sets. Use it in code that reads a key anyway and can compute the hash at the same time, such
 * as a parser that searches for the end of the key. Other code does not need this class.
 *
 * <p>A key is a sequence of little-endian words of eight bytes, and the last word is filled with zeros. The hash function is
 * that of Lemire and Kaser (<em>Strongly universal string hashing is fast</em>, The Computer Journal 57, 2014). It multiplies
 * each half word with a separate random number and adds the products. The upper half of the sum is the hash. The products are
 * independent of each other, so hashing adds almost nothing to the cost of reading the key. The function is <em>strongly
 * universal</em>: without knowledge of the numbers, any two keys collide with a probability of 2<sup>−32</sup>, no matter how
 * they were chosen. Each process draws its own random numbers, so an attacker cannot construct colliding keys (hash
 * flooding).
 *
 * <p>This property applies to pairs of keys only, but linear probing needs more (Pătraşcu and Thorup, <em>On the
 * k-independence required by linear probing and minwise independence</em>, ICALP 2010). Consecutive keys would have
 * consecutive sums, and with unlucky numbers they would fill neighbouring slots. The sum is therefore mixed at the end by a
 * one-to-one function, which adds no collisions. Measurements show that this spreads consecutive keys like random ones. There
 * is no proof of it.
 *
 * <p>A key of more than {@link #BLOCK_BYTES} bytes is hashed block by block. The hashes of the blocks are coefficients of a
 * polynomial modulo 2<sup>61</sup> − 1, taken at a random point and hashed in turn. For keys of <i>n</i> blocks that adds
 * less than <i>n</i> · 2<sup>−61</sup> + 2<sup>−32</sup> to the probability.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class KeyHash {

    /** The longest key, in bytes, that can be hashed by {@link #term} and {@link #hash(long, int)}. */
    public static final int BLOCK_BYTES = 128;

    private static final int CONSTANT = 0;
    private static final int LENGTH = 1;
    private static final int POINT = 2;
    private static final int LOW_OF_POLYNOMIAL = 3;
    private static final int HIGH_OF_POLYNOMIAL = 4;
    private static final int FIRST_HALF_WORD = 5;
    private static final int NUMBERS = FIRST_HALF_WORD + BLOCK_BYTES / Integer.BYTES;

    /** The Mersenne prime 2^61 − 1. */
    private static final long PRIME = (1L << 61) - 1;

    private static final KeyHash OF_PROCESS = random();

    private final long[] numbers = new long[NUMBERS];
    private final long point;

    /** A hash function with the given numbers; they had better be random. */
    KeyHash(LongSupplier source) {
        for (int i = 0; i < NUMBERS; i++) {
            numbers[i] = source.getAsLong();
        }
        point = Long.remainderUnsigned(numbers[POINT], PRIME);
    }

    private static KeyHash random() {
        byte[] bytes = new byte[NUMBERS * Long.BYTES];
        new SecureRandom().nextBytes(bytes);
        return new KeyHash(ByteBuffer.wrap(bytes)::getLong);
    }

    /**
     * The function that all maps and sets of this process use.
     *
     * @return the one instance
     */
    public static KeyHash ofProcess() {
        return OF_PROCESS;
    }

    /**
     * Returns what a word contributes to the sum that {@link #hash(long, int)} takes.
     *
     * @param  word                      eight bytes of the key, with the first byte in the lowest position; bytes after the
     *                                   end of the key are zero
     * @param  offset                    offset of the word in the key, in bytes: a multiple of 8, less than
     *                                   {@link #BLOCK_BYTES}
     * @return                           a summand
     * @throws IndexOutOfBoundsException if the offset is not in a block
     */
    public long term(long word, int offset) {
        int number = FIRST_HALF_WORD + (offset >>> 2);
        return numbers[number] * (word & 0xFFFFFFFFL) + numbers[number + 1] * (word >>> 32);
    }

    /**
     * The hash of a key of at most {@link #BLOCK_BYTES} bytes.
     *
     * @param  sum    the {@linkplain #term terms} of its words, added up
     * @param  length of the key, in bytes
     * @return        its hash
     */
    public int hash(long sum, int length) {
        return mix((int) ((sum + numbers[CONSTANT] + numbers[LENGTH] * length) >>> 32));
    }

    /** The finalizer of MurmurHash3 (Appleby), one to one. */
    private static int mix(int sum) {
        int hash = (sum ^ sum >>> 16) * 0x85EB_CA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2_AE35;
        return hash ^ hash >>> 16;
    }

    /**
     * The hash of a key of any length.
     *
     * @param  text                      segment that contains the key
     * @param  start                     start offset, in bytes
     * @param  length                    of the key, in bytes
     * @return                           its hash
     * @throws IndexOutOfBoundsException if it is not within {@code text}
     */
    public int hash(MemorySegment text, long start, int length) {
        Objects.checkFromIndexSize(start, length, text.byteSize());
        return length <= BLOCK_BYTES
                ? hash(sum(text, start, length), length)
                : hash(polynomial(text, start, length), length);
    }

    /** The hash of one word. */
    int hash(long word) {
        return hash(term(word, 0), Long.BYTES);
    }

    private long sum(MemorySegment text, long start, int length) {
        long sum = 0;
        int offset = 0;
        for (; offset <= length - Long.BYTES; offset += Long.BYTES) {
            sum += term(text.get(Words.WORD, start + offset), offset);
        }
        return offset == length
                ? sum
                : sum + term(Words.tail(text, start + offset, length - offset), offset);
    }

    private long polynomial(MemorySegment text, long start, int length) {
        long value = 0;
        for (int at = 0; at < length; at += BLOCK_BYTES) {
            int bytes = Math.min(BLOCK_BYTES, length - at);
            value = reduce(timesPoint(value) + (hash(sum(text, start + at, bytes), bytes) & 0xFFFFFFFFL));
            if (at > length - BLOCK_BYTES) {
                break; // where the next step would overflow
            }
        }
        return numbers[LOW_OF_POLYNOMIAL] * (value & 0xFFFFFFFFL) + numbers[HIGH_OF_POLYNOMIAL] * (value >>> 32);
    }

    private long timesPoint(long value) {
        long low = value * point;
        long high = Math.multiplyHigh(value, point);
        return reduce((low & PRIME) + (high << 3 | low >>> 61));
    }

    /** Modulo the prime, for what is less than twice as much. */
    private static long reduce(long value) {
        return value < PRIME ? value : value - PRIME;
    }
}
