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

package dev.arena.io;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.collect.RecordCursor;
import dev.arena.collect.RecordRows;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/**
 * Writes records as CSV in UTF-8 (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>): a header with the names,
 * then a line for each record. It writes numbers and texts without creating objects, and all other values by their
 * {@code toString} method. Null and an empty {@code Optional} are an empty field, and an empty text is {@code ""}. Immutable and safe for use by any thread.
 *
 * @param <R> type of the records
 * @since 0.1.0
 */
public final class CsvWriter<R extends Record> {
    private static final int PIECE_BYTES = 8192;
    private static final String LINE_END = "\r\n";

    private final List<Field> fields;

    private CsvWriter(List<Field> fields) {
        this.fields = fields;
    }

    /**
     * A writer of some components.
     *
     * @param  <R>                      type of the records
     * @param  layout                   how the records are laid out
     * @param  components               names of the components, in the order of the columns; all components if empty
     * @return                          a writer
     * @throws IllegalArgumentException if there is no such component, or if one is a record, sequence or map
     */
    public static <R extends Record> CsvWriter<R> of(RecordLayout<R> layout, String... components) {
        List<Field> fields = components.length == 0
                ? layout.fields()
                : Arrays.stream(components).map(layout::field).toList();
        for (Field field : fields) {
            switch (field.kind()) {
                case RECORD, REFERENCE, SEQUENCE, MAP, DOCUMENT, BYTES -> throw new IllegalArgumentException(
                        field + " cannot be written as a CSV field: name the components to write");
                default -> {
                }
            }
        }
        return new CsvWriter<>(fields);
    }

    /**
     * Writes the header and all records.
     *
     * @param  rows                              the records
     * @param  out                               destination; it is neither flushed nor closed
     * @param  arena                             has room for some kilobytes, which are taken until its reset
     * @throws IOException                       if writing fails
     * @throws dev.arena.ArenaExhaustedException if the arena has no room
     */
    public void write(RecordRows<R> rows, OutputStream out, Arena arena) throws IOException {
        var piece = new Utf8Builder(arena, PIECE_BYTES + PIECE_BYTES / 8);
        byte[] copied = new byte[PIECE_BYTES];
        appendHeader(piece);
        RecordCursor<R> cursor = rows.cursor();
        while (cursor.next()) {
            append(cursor, piece);
            if (piece.byteLength() >= PIECE_BYTES) {
                send(piece, copied, out);
            }
        }
        send(piece, copied, out);
    }

    private static void send(Utf8Builder piece, byte[] copied, OutputStream out) throws IOException {
        MemorySegment bytes = piece.segment();
        for (long at = 0; at < bytes.byteSize(); at += copied.length) {
            int count = (int) Math.min(copied.length, bytes.byteSize() - at);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, copied, 0, count);
            out.write(copied, 0, count);
        }
        piece.clear();
    }

    /**
     * Appends the header line.
     *
     * @param  out                               where it goes
     * @throws dev.arena.ArenaExhaustedException if there is no memory to grow
     */
    public void appendHeader(Utf8Builder out) {
        for (int i = 0; i < fields.size(); i++) {
            out.append(i == 0 ? "" : ",").append(fields.get(i).name());
        }
        out.append(LINE_END);
    }

    /**
     * Appends the line of a record.
     *
     * @param  cursor                            a cursor at the record
     * @param  out                               where it goes
     * @throws dev.arena.ArenaExhaustedException if there is no memory to grow
     */
    public void append(RecordCursor<R> cursor, Utf8Builder out) {
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            if (!cursor.isNull(fields.get(i))) {
                appendField(cursor, fields.get(i), out);
            }
        }
        out.append(LINE_END);
    }

    private static void appendField(RecordCursor<?> cursor, Field field, Utf8Builder out) {
        switch (field.kind()) {
            case BOOLEAN -> out.append(cursor.getBoolean(field));
            case BYTE -> out.append((int) cursor.getByte(field));
            case SHORT -> out.append((int) cursor.getShort(field));
            case INT -> out.append(cursor.getInt(field));
            case LONG -> out.append(cursor.getLong(field));
            case FLOAT -> out.append(cursor.getFloat(field));
            case DOUBLE -> out.append(cursor.getDouble(field));
            case STRING, UTF8 -> appendText(cursor.getText(field), out);
            case OPTIONAL -> {
                Object content = content(cursor.get(field));
                if (content != null) {
                    appendText(content.toString(), out);
                }
            }
            default -> appendText(String.valueOf(cursor.get(field)), out);
        }
    }

    private static @Nullable Object content(@Nullable Object optional) {
        return switch (optional) {
            case Optional<?> it -> it.orElse(null);
            case OptionalInt it -> it.isPresent() ? it.getAsInt() : null;
            case OptionalLong it -> it.isPresent() ? it.getAsLong() : null;
            case OptionalDouble it -> it.isPresent() ? it.getAsDouble() : null;
            case null, default -> optional;
        };
    }

    private static void appendText(@Nullable Utf8String text, Utf8Builder out) {
        if (text == null) {
            return;
        }
        MemorySegment bytes = text.segment();
        if (!needsQuotes(bytes)) {
            out.append(text);
            return;
        }
        out.append('"');
        long start = 0;
        for (long i = 0; i < bytes.byteSize(); i++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, i) == '"') {
                out.append(bytes.asSlice(start, i + 1 - start)).append('"');
                start = i + 1;
            }
        }
        out.append(bytes.asSlice(start)).append('"');
    }

    private static boolean needsQuotes(MemorySegment bytes) {
        for (long i = 0; i < bytes.byteSize(); i++) {
            if (isSpecial(bytes.get(ValueLayout.JAVA_BYTE, i))) {
                return true;
            }
        }
        return bytes.byteSize() == 0;
    }

    private static void appendText(String text, Utf8Builder out) {
        if (!text.isEmpty() && text.chars().noneMatch(CsvWriter::isSpecial)) {
            out.append(text);
        } else {
            out.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    private static boolean isSpecial(int unit) {
        return unit == ',' || unit == '"' || unit == '\r' || unit == '\n';
    }
}
