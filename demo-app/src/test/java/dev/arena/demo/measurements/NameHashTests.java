package dev.arena.demo.measurements;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NameHashTests {

    private static int hash(NameHash hash, byte[] name) {
        long sum = 0;
        for (int offset = 0; offset < name.length; offset += Long.BYTES) {
            long word = 0;
            for (int i = offset; i < Math.min(name.length, offset + Long.BYTES); i++) {
                word |= Byte.toUnsignedLong(name[i]) << (8 * (i - offset));
            }
            sum += hash.term(word, offset);
        }
        return hash.hash(sum, name.length);
    }

    @Test
    void namesThatDifferInOneBitSpreadOverAllBits() {
        long seed = 7;
        System.out.println("NameHashTests.namesThatDifferInOneBitSpreadOverAllBits: seed " + seed);
        var hash = new NameHash(new Random(seed)::nextLong);
        byte[] name = new byte[Limits.NAME_BYTES];
        Set<Integer> hashes = new HashSet<>();
        Set<Integer> lowBits = new HashSet<>();
        for (int bit = 0; bit < 8 * name.length; bit++) {
            name[bit >> 3] ^= (byte) (1 << (bit & 7));
            hashes.add(hash(hash, name));
            lowBits.add(hash(hash, name) & 0x3FF);
            name[bit >> 3] ^= (byte) (1 << (bit & 7));
        }
        assertThat(hashes).hasSize(800);
        // 800 balls thrown into 1024 bins hit 555 of them on average
        assertThat(lowBits.size()).isBetween(500, 610);
    }

    @Test
    void theLengthCounts() {
        var hash = new NameHash(new Random(8)::nextLong);
        Set<Integer> hashes = new HashSet<>();
        for (int length = 1; length <= Limits.NAME_BYTES; length++) {
            hashes.add(hash(hash, new byte[length]));
        }
        assertThat(hashes).hasSize(Limits.NAME_BYTES);
    }

    @Test
    void eachRandomHashIsItsOwn() {
        byte[] name = Bodies.utf8("Reykjavík");
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            hashes.add(hash(NameHash.random(), name));
        }
        assertThat(hashes.size()).isGreaterThan(15);
    }
}
