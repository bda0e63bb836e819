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

import java.io.DataOutput;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/** The output interfaces of a {@link ByteVec}, for code that only writes. The methods never throw an I/O error. */
abstract sealed class ByteSink extends OutputStream implements WritableByteChannel, DataOutput permits ByteVec {
    private static final ValueLayout.OfShort BIG_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfChar BIG_CHAR = ValueLayout.JAVA_CHAR_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt BIG_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BIG_LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    final Bytes bytes;

    ByteSink(Bytes bytes) {
        this.bytes = bytes;
    }

    @Override
    public final void write(int value) {
        bytes.add((byte) value);
    }

    @Override
    public final void write(byte[] values) {
        bytes.append(values, 0, values.length);
    }

    @Override
    public final void write(byte[] values, int from, int length) {
        bytes.append(values, from, length);
    }

    @Override
    public final int write(ByteBuffer source) {
        int length = source.remaining();
        bytes.append(MemorySegment.ofBuffer(source));
        source.position(source.limit());
        return length;
    }

    /** Whether it can be written to: until it is frozen or its generation ends. */
    @Override
    public final boolean isOpen() {
        return bytes.isOpen();
    }

    /** Does nothing: what closes its streams shall not take this one from its owner. */
    @Override
    public final void close() {}

    @Override
    public final void writeBoolean(boolean value) {
        write(value ? 1 : 0);
    }

    @Override
    public final void writeByte(int value) {
        write(value);
    }

    @Override
    public final void writeShort(int value) {
        long at = bytes.room(Short.BYTES);
        bytes.segment.set(BIG_SHORT, at, (short) value);
        bytes.added(Short.BYTES);
    }

    @Override
    public final void writeChar(int value) {
        writeShort(value);
    }

    @Override
    public final void writeInt(int value) {
        long at = bytes.room(Integer.BYTES);
        bytes.segment.set(BIG_INT, at, value);
        bytes.added(Integer.BYTES);
    }

    @Override
    public final void writeLong(long value) {
        long at = bytes.room(Long.BYTES);
        bytes.segment.set(BIG_LONG, at, value);
        bytes.added(Long.BYTES);
    }

    @Override
    public final void writeFloat(float value) {
        writeInt(Float.floatToIntBits(value));
    }

    @Override
    public final void writeDouble(double value) {
        writeLong(Double.doubleToLongBits(value));
    }

    @Override
    public final void writeBytes(String text) {
        int length = text.length();
        long at = bytes.room(length);
        for (int i = 0; i < length; i++) {
            bytes.segment.set(ValueLayout.JAVA_BYTE, at + i, (byte) text.charAt(i));
        }
        bytes.added(length);
    }

    @Override
    public final void writeChars(String text) {
        int length = text.length();
        long at = bytes.room((long) length * Character.BYTES);
        for (int i = 0; i < length; i++) {
            bytes.segment.set(BIG_CHAR, at + (long) i * Character.BYTES, text.charAt(i));
        }
        bytes.added((long) length * Character.BYTES);
    }

    @Override
    public final void writeUTF(String text) throws UTFDataFormatException {
        int length = ModifiedUtf8.byteLength(text);
        long at = bytes.room(Short.BYTES + length);
        bytes.segment.set(BIG_SHORT, at, (short) length);
        ModifiedUtf8.encode(text, bytes.segment, at + Short.BYTES);
        bytes.added(Short.BYTES + length);
    }
}
