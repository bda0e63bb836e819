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
 * Aggregates measurements in arena memory. It reads the body into arena memory piece by piece, parses it there, and keeps the
 * {@link StationTable} there. It creates no object for a line or a station.
 *
 * <p>The loop over the lines searches for the semicolon, eight bytes at a time, and then parses the temperature. It validates a
 * name only if the table does not contain it, because all names in the table are valid. Only an invalid line is checked byte by
 * byte, to report its fault.
 *
 * <p>The memory for the body is at most {@link #PIECE}, regardless of the size of the body and its lines.
 */
final class ArenaEngine {
    /** Readable bytes after the text. Names are searched and compared in words, which can extend beyond their ends. */
    private static final int SLACK = 128;

    /**
     * Size of a piece of the body. With the slack, it is the largest allocation that uses a chunk of the pool with default
     * settings. Servlet containers return 8 KiB at a time in any case.
     */
    private static final int PIECE = (16 << 10) - SLACK;

    private final ReadableByteChannel body;
    private final MemorySegment piece;
    private final ByteBuffer window;
    private final StationTable table;
    private final KeyHash hash = KeyHash.ofProcess();
    private long rows;

    /** Whether the last line ended with a carriage return. A line feed after it belongs to the same line end. */
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
     * @throws BadMeasurementsException if the measurements are malformed, or reading fails with an {@link IOException}
     * @throws dev.arena.ArenaExhaustedException if {@code arena} has no memory for more stations
     */
    static ArenaSummary aggregate(ReadableByteChannel body, Arena arena) {
        var engine = new ArenaEngine(body, arena);
        engine.read();
        return new ArenaSummary(engine.rows, engine.table.sorted());
    }

    private void read() {
        int rest = 0; // the first bytes of the piece are the beginning of a line
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

    /**
     * Reads more text after the first {@code rest} bytes of the piece. Returns the end of the text, or −1 at the end of the
     * body.
     */
    private int readBehind(int rest) {
        try {
            int bytes = body.read(window.position(rest));
            return bytes < 0 ? -1 : rest + bytes;
        } catch (IOException e) {
            throw new BadMeasurementsException(rows + 1, Fault.CUT_BODY, e);
        }
    }

    /** Returns the end of the last complete line, or 0 without one. No line ends before {@code from}. */
    private int endOfLastLine(int from, int to) {
        int end = to;
        while (end > from && !isLineEnd(end - 1)) {
            end--;
        }
        return end > from ? end : 0;
    }

    /** Adds the lines up to {@code end}. All of them are complete. */
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

    /** Adds the line at {@code start}, and returns the start of the next line. */
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

    /** Returns the fault of the line at {@code start}, whose text ends at {@code end} or before. */
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
