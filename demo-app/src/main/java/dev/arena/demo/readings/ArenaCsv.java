package dev.arena.demo.readings;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;

import dev.arena.Arena;
import dev.arena.text.Utf8Builder;

/** Renders readings as CSV (RFC 4180) in arena memory, a piece at a time: however many there are, the piece is all it takes. */
final class ArenaCsv {
    private static final int PIECE_BYTES = 64 << 10;

    private final Utf8Builder piece;
    private final ServletOutputStream out;

    ArenaCsv(Arena arena, ServletOutputStream out) {
        this.piece = new Utf8Builder(arena, PIECE_BYTES + 1024);
        this.out = out;
        piece.append(Csv.HEADER);
    }

    void write(String station, double temperature, long timestamp) throws IOException {
        if (Csv.needsQuotes(station)) {
            appendQuoted(station);
        } else {
            piece.append(station);
        }
        piece.append(',').append(temperature).append(',').append(timestamp).append(Csv.LINE_END);
        if (piece.byteLength() >= PIECE_BYTES) {
            flush();
        }
    }

    private void appendQuoted(String field) {
        piece.append('"');
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            piece.append(c);
            if (c == '"') {
                piece.append(c);
            }
        }
        piece.append('"');
    }

    /** Sends what has been rendered. */
    void flush() throws IOException {
        out.write(piece.segment().asByteBuffer());
        piece.clear();
    }
}
