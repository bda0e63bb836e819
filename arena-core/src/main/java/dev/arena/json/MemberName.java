package dev.arena.json;

import tools.jackson.core.SerializableString;

/** A name of members as it is written: quoted, with escapes where they are needed, and with the colon behind it. */
final class MemberName {
    private final SerializableString text;
    private final byte[] bytes;

    MemberName(SerializableString text) {
        byte[] quoted = text.asQuotedUTF8();
        this.text = text;
        this.bytes = new byte[quoted.length + 3];
        bytes[0] = '"';
        System.arraycopy(quoted, 0, bytes, 1, quoted.length);
        bytes[bytes.length - 2] = '"';
        bytes[bytes.length - 1] = ':';
    }

    SerializableString text() {
        return text;
    }

    int length() {
        return bytes.length;
    }

    /** Copies the bytes to an offset and answers the one behind. */
    int put(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, bytes.length);
        return at + bytes.length;
    }
}
