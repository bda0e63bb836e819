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

package dev.arena.demo.measurements;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import dev.arena.Arena;
import dev.arena.collect.KeyHash;

/**
 * Aggregates measurements in arena memory: the body is read into it piece by piece and parsed where it lies, and the
 * {@link StationTable} is kept there. No object is made for a line or a station.
 *
 * <p>The loop over the lines goes straight for the semicolon, eight bytes at a time, and for the temperature behind
 * it. It does not look whether the bytes passed are a legal name, because a name found in the table is known to be
 * one: only one that is new is examined, and only a line that turns out to be wrong is looked at byte by byte to say
 * what is wrong with it.
 *
 * <p>Memory for the body is bounded by {@link #PIECE}, whatever its size and that of its lines.
 */
final class ArenaEngine {
    /** Bytes readable behind the text, since names are searched and compared in words and only then judged. */
    private static final int SLACK = 128;

    /**
     * Size of the piece of the body that is in memory at a time. With the slack, it is the largest allocation that
     * comes out of a chunk of the pool with default settings; servlet containers hand out 8 KiB at a time in any case.
     */
    private static final int PIECE = (16 << 10) - SLACK;

    private final ReadableByteChannel body;
    private final MemorySegment piece;
    private final ByteBuffer window;
    private final StationTable table;
    private final KeyHash hash = KeyHash.ofProcess();
    private long rows;

    /** Whether the last line ended in a carriage return, of which a line feed would be the second half. */
    private boolean afterCarriageReturn;

    private ArenaEngine(ReadableByteChannel body, Arena arena) {
        this.body = body;
        this.piece = arena.allocate(PIECE + SLACK, Long.BYTES);
        this.window = piece.asByteBuffer().limit(PIECE);
        this.table = new StationTable(arena);
    }

    /**
     * Reads measurements to the end of {@code body}.
     *
     * @throws BadMeasurementsException         if they are not well-formed, or the body ends by an {@link IOException}
     * @throws dev.arena.ArenaExhaustedException if there are more stations than {@code arena} has room for
     */
    static ArenaSummary aggregate(ReadableByteChannel body, Arena arena) {
        var engine = new ArenaEngine(body, arena);
        engine.read();
        return new ArenaSummary(engine.rows, engine.table.sorted());
    }

    private void read() {
        int rest = 0; // bytes at the start of the piece that are the beginning of a line
        for (int end = readBehind(rest); end >= 0; end = readBehind(rest)) {
            int linesEnd = endOfLastLine(rest, end);
            if (linesEnd > 0) {
                addLines(linesEnd);
                rest = end - linesEnd;
                MemorySegment.copy(piece, linesEnd, piece, 0, rest);
            } else {
                rest = end;
            }
            if (rest > Limits.LINE_BYTES) { // the line is already invalid
                throw wrong(0, rest);
            }
        }
        if (rest > 0) { // the last line may have no line end
            setByte(rest, '\n');
            addLines(rest + 1);
        }
        if (rows == 0) {
            throw fault(Fault.EMPTY_BODY);
        }
    }

    /** Reads on behind the first {@code rest} bytes of the piece and tells where the text ends now, −1 at the end. */
    private int readBehind(int rest) {
        try {
            int bytes = body.read(window.position(rest));
            return bytes < 0 ? -1 : rest + bytes;
        } catch (IOException e) {
            throw new BadMeasurementsException(rows + 1, Fault.CUT_BODY, e);
        }
    }

    /** Where the last whole line ends, given that none ends before {@code from}; 0 without any. */
    private int endOfLastLine(int from, int to) {
        int end = to;
        while (end > from && !isLineEnd(end - 1)) {
            end--;
        }
        return end > from ? end : 0;
    }

    /** Adds the lines up to {@code end}, all of them whole. */
    private void addLines(int end) {
        int at = skipLineFeed(0);
        while (at < end) {
            at = addLine(at, end);
        }
    }

    private int skipLineFeed(int at) {
        boolean skip = afterCarriageReturn && byteAt(at) == '\n';
        afterCarriageReturn = false;
        return skip ? at + 1 : at;
    }

    /** Adds the line at {@code start}, and returns where the next line begins. */
    private int addLine(int start, int end) {
        long sum = 0;
        int offset = 0;
        long word = piece.get(Words.WORD, start);
        long semicolon = Words.semicolon(word);
        while (semicolon == 0) {
            sum += hash.term(word, offset);
            offset += Long.BYTES;
            if (offset > Limits.NAME_BYTES) {
                throw wrong(start, end);
            }
            word = piece.get(Words.WORD, start + offset);
            semicolon = Words.semicolon(word);
        }
        int tail = Words.bytesBefore(semicolon);
        int length = offset + tail;
        int nameHash = hash.hash(sum + hash.term(Words.first(word, tail), offset), length);

        int temperature = start + length + 1;
        int parsed = Temperature.parse(piece.get(Words.WORD, temperature));
        int lineEnd = temperature + Temperature.length(parsed);
        if (parsed == Temperature.NONE || !isLineEnd(lineEnd)) {
            throw wrong(start, end);
        }
        long station = table.find(piece, start, length, nameHash);
        table.add(station >= 0 ? station : newStation(start, length, nameHash, end), Temperature.tenths(parsed));
        rows++;
        return byteAt(lineEnd) == '\n' ? lineEnd + 1 : afterCarriageReturn(lineEnd + 1, end);
    }

    private long newStation(int start, int length, int nameHash, int end) {
        if (!isName(start, length)) {
            throw wrong(start, end);
        }
        return table.insert(piece, start, length, nameHash);
    }

    private int afterCarriageReturn(int at, int end) {
        afterCarriageReturn = true;
        return at < end ? skipLineFeed(at) : at;
    }

    private boolean isName(int start, int length) {
        return length > 0 && length <= Limits.NAME_BYTES && lineEnd(start, start + length) == start + length
                && Utf8.isValid(piece, start, length);
    }

    /** Returns the fault of the line at {@code start}, whose text ends at {@code end} at the latest. */
    private BadMeasurementsException wrong(int start, int end) {
        int lineEnd = lineEnd(start, end);
        int nameEnd = start;
        while (nameEnd < lineEnd && byteAt(nameEnd) != ';') {
            nameEnd++;
        }
        int length = nameEnd - start;
        if (length > Limits.NAME_BYTES) {
            return fault(Fault.LONG_NAME);
        }
        if (!Utf8.isValid(piece, start, length)) {
            return fault(Fault.INVALID_UTF8);
        }
        if (nameEnd == lineEnd) {
            return fault(Fault.NO_SEMICOLON);
        }
        return fault(length == 0 ? Fault.EMPTY_NAME : Fault.BAD_TEMPERATURE);
    }

    private int lineEnd(int start, int end) {
        int at = start;
        while (at < end && !isLineEnd(at)) {
            at++;
        }
        return at;
    }

    private boolean isLineEnd(int at) {
        byte b = byteAt(at);
        return b == '\n' || b == '\r';
    }

    private byte byteAt(int at) {
        return piece.get(ValueLayout.JAVA_BYTE, at);
    }

    private void setByte(int at, char ascii) {
        piece.set(ValueLayout.JAVA_BYTE, at, (byte) ascii);
    }

    private BadMeasurementsException fault(Fault fault) {
        return new BadMeasurementsException(rows + 1, fault);
    }
}
