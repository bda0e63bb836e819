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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that the interfaces of a byte vector write the same bytes as the streams of the JDK. */
class ByteVecTests {
    private final Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(1 << 20).build();
    private final ByteVec vec = new ByteVec(arena);

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @Test
    void writesTheBytesOfADataOutputStream() throws IOException {
        for (long seed = 0; seed < 50; seed++) {
            vec.clear();
            var expected = new ByteArrayOutputStream();
            write(vec, new Random(seed));
            write(new DataOutputStream(expected), new Random(seed));
            assertThat(vec.toArray()).as("seed %d", seed).isEqualTo(expected.toByteArray());
        }
    }

    private static void write(DataOutput out, Random random) throws IOException {
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(14)) {
                case 0 -> out.write(random.nextInt());
                case 1 -> out.write(bytes(random));
                case 2 -> {
                    byte[] bytes = bytes(random);
                    int from = random.nextInt(bytes.length + 1);
                    out.write(bytes, from, random.nextInt(bytes.length - from + 1));
                }
                case 3 -> out.writeBoolean(random.nextBoolean());
                case 4 -> out.writeByte(random.nextInt());
                case 5 -> out.writeShort(random.nextInt());
                case 6 -> out.writeChar(random.nextInt());
                case 7 -> out.writeInt(random.nextInt());
                case 8 -> out.writeLong(random.nextLong());
                case 9 -> out.writeFloat(Float.intBitsToFloat(random.nextInt()));
                case 10 -> out.writeDouble(Double.longBitsToDouble(random.nextLong()));
                case 11 -> out.writeBytes(text(random));
                case 12 -> out.writeChars(text(random));
                default -> out.writeUTF(text(random));
            }
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(30)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(Random random) {
        char[] edges = {0, 1, 0x7F, 0x80, 0x7FF, 0x800, 0xD800, 0xDC00, 0xFFFF};
        return random.ints(random.nextInt(20))
                .map(unit -> unit % 2 == 0 ? edges[(unit >>> 1) % edges.length] : unit & 0xFFFF)
                .collect(StringBuilder::new, (text, unit) -> text.append((char) unit), StringBuilder::append)
                .toString();
    }

    @Test
    void textTooLongForItsFormatIsRefusedCompletely() throws IOException {
        vec.writeUTF("\u0800".repeat(21_845));
        assertThat(vec.size()).isEqualTo(2 + 65_535);
        assertThatExceptionOfType(UTFDataFormatException.class)
                .isThrownBy(() -> vec.writeUTF("\u0800".repeat(21_845) + "a"))
                .withMessageContaining("65536");
        assertThat(vec.size()).isEqualTo(2 + 65_535);
    }

    @Test
    void channelAcceptsBuffersOfEachKind() {
        byte[] bytes = {0, 1, 2, 3, 4, 5, 6, 7};
        for (ByteBuffer buffer : new ByteBuffer[]{ByteBuffer.wrap(bytes), ByteBuffer.wrap(bytes).asReadOnlyBuffer(),
                ByteBuffer.allocateDirect(8).put(bytes), MemorySegment.ofArray(bytes).asByteBuffer()}) {
            vec.clear();
            buffer.limit(6).position(2);
            assertThat(vec.write(buffer)).isEqualTo(4);
            assertThat(buffer.position()).isEqualTo(6);
            assertThat(vec.write(buffer)).isZero();
            assertThat(vec.toArray()).containsExactly(2, 3, 4, 5);
        }
    }

    @Test
    void bufferKeepsItsPositionOnExhaustion() {
        vec.add((byte) 1);
        ByteBuffer buffer = ByteBuffer.allocate(2 << 20).position(3);
        assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> vec.write(buffer));
        assertThat(buffer.position()).isEqualTo(3);
        assertThat(vec.toArray()).containsExactly(1);
    }

    @Test
    void acceptsTransfersFromStreamsAndChannels() throws IOException {
        byte[] bytes = new byte[20_000];
        new Random(3).nextBytes(bytes);
        assertThat(new ByteArrayInputStream(bytes).transferTo(vec)).isEqualTo(20_000);
        var copy = new ByteArrayOutputStream();
        vec.writeTo(copy);
        assertThat(copy.toByteArray()).isEqualTo(bytes);
        var copyOfNone = new ByteArrayOutputStream();
        new ByteVec(arena).writeTo(copyOfNone);
        assertThat(copyOfNone.size()).isZero();
        vec.clear();
        try (var out = Channels.newOutputStream(vec)) {
            out.write(bytes);
        }
        assertThat(vec.toArray()).isEqualTo(bytes);
    }

    @Test
    void staysOpenUntilItIsFrozenOrItsGenerationEnds() {
        vec.close();
        assertThat(vec.isOpen()).isTrue();
        vec.write(5);
        assertThat(vec.freeze().byteSize()).isEqualTo(1);
        assertThat(vec.isOpen()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> vec.write(5)).withMessageContaining("frozen");
        var other = new ByteVec(arena);
        assertThat(other.isOpen()).isTrue();
        arena.reset();
        assertThat(other.isOpen()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> other.write(5));
        assertThatIllegalStateException().isThrownBy(() -> other.writeLong(5));
    }

    @Test
    void sortsBytesAsSignedNumbers() {
        vec.addAll((byte) 3, (byte) -1, (byte) 127, (byte) -128);
        vec.sort();
        assertThat(vec.toArray()).containsExactly(-128, -1, 3, 127);
        assertThat(vec.binarySearch((byte) 3)).isEqualTo(2);
        assertThat(vec.binarySearch((byte) 4)).isEqualTo(-4);
        assertThat(vec.contains((byte) -1)).isTrue();
        assertThat(vec.contains((byte) -2)).isFalse();
    }

    @Test
    void delegatesMemoryOperations() {
        vec.reserve(1000);
        assertThat(vec.capacity()).isEqualTo(1000);
        assertThat(vec.isEmpty()).isTrue();
        vec.addAll((byte) 1, (byte) 2, (byte) 3, (byte) 4);
        vec.removeRange(1, 3);
        vec.truncate(2);
        assertThat(vec.isEmpty()).isFalse();
        assertThat(vec).hasToString("[1, 4]");
        vec.shrink();
        assertThat(vec.capacity()).isEqualTo(2);
        assertThat(vec.segment().byteSize()).isEqualTo(vec.size()).isEqualTo(2);
        var same = new ByteVec(arena, 2);
        same.addAll(vec);
        assertThat(same).isEqualTo(vec).hasSameHashCodeAs(vec).isNotEqualTo(new ByteVec(arena));
        try (var owned = vec.freezeOwned(); var shared = same.freezeShared()) {
            assertThat(owned.get().mismatch(shared.get())).isEqualTo(-1);
        }
    }
}
