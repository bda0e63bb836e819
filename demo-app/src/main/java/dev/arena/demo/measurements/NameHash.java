package dev.arena.demo.measurements;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.function.LongSupplier;

/**
 * Hashes names with the multilinear function of Lemire and Kaser (<em>Strongly universal string hashing is fast</em>,
 * The Computer Journal 57, 2014): the sum of each half word times a random key of its own, of which the upper half is
 * kept.
 *
 * <p>It is chosen for two reasons. The products do not wait for each other, so it costs next to nothing beside reading
 * the name. And it is <em>strongly universal</em>: for whoever does not know the keys, any two names collide with a
 * probability of 2<sup>−32</sup>, however they were chosen. As each request draws its own keys, a body cannot be made
 * of colliding names (hash flooding), nor can an attacker learn from one request for the next. A {@link
 * java.util.HashMap} of strings, whose hash everyone knows, has to fall back to trees instead.
 */
final class NameHash {
    /** Two keys for each word that a name can touch, one to start with and one for the length. */
    static final int KEYS = 2 + 2 * ((Limits.NAME_BYTES + Long.BYTES - 1) / Long.BYTES);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int FIRST_KEY = 2;

    private final long[] keys = new long[KEYS];

    /** A hash function with the given keys; they had better be random. */
    NameHash(LongSupplier keySource) {
        for (int i = 0; i < KEYS; i++) {
            keys[i] = keySource.getAsLong();
        }
    }

    /** A hash function that nobody can predict. */
    static NameHash random() {
        byte[] bytes = new byte[KEYS * Long.BYTES]; // at once: each call of a SecureRandom has its price
        RANDOM.nextBytes(bytes);
        return new NameHash(ByteBuffer.wrap(bytes)::getLong);
    }

    /**
     * What the word at {@code offset} bytes, a multiple of 8, adds to the sum. Bytes behind the name count as zeros.
     */
    long term(long word, int offset) {
        int key = FIRST_KEY + (offset >>> 2);
        return keys[key] * (word & 0xFFFFFFFFL) + keys[key + 1] * (word >>> 32);
    }

    /** The hash of a name of {@code length} bytes with this {@code sum} of terms. */
    int hash(long sum, int length) {
        return (int) ((sum + keys[0] + keys[1] * length) >>> 32);
    }
}
