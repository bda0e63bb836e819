package dev.arena.json;

import tools.jackson.core.SerializableString;

/** A name of members as it is written: with the comma in front of it, quoted, with escapes where they are needed, with the colon. */
final class MemberName {
    private final SerializableString text;
    private final int length;

    /** The bytes, with zeros behind them so that whole words can be copied. */
    private final byte[] padded;

    MemberName(SerializableString text) {
        byte[] quoted = text.asQuotedUTF8();
        this.text = text;
        this.length = quoted.length + 4;
        this.padded = new byte[length + 2 * Long.BYTES];
        padded[0] = ',';
        padded[1] = '"';
        System.arraycopy(quoted, 0, padded, 2, quoted.length);
        padded[length - 2] = '"';
        padded[length - 1] = ':';
    }

    SerializableString text() {
        return text;
    }

    /** Bytes for which there must be room: more than are written. */
    int room() {
        return padded.length;
    }

    /** Writes the bytes to an offset and answers the one behind them. */
    int put(byte[] target, int at, boolean isFirst) {
        int from = isFirst ? 1 : 0;
        for (int i = from; i < length; i += Long.BYTES) {
            JsonBytes.put(target, at + i - from, JsonBytes.word(padded, i));
        }
        return at + length - from;
    }
}
