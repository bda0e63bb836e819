package dev.arena.json;

/** A name that is looked for, as a range of characters, to be compared with UTF-8 without being encoded first. */
record Name(CharSequence text, int from, int to, int utf8Length) {

    Name(CharSequence text, int from, int to) {
        this(text, from, to, utf8Length(text, from, to));
    }

    private static int utf8Length(CharSequence text, int from, int to) {
        int bytes = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** Whether the text at {@code place} is this name. */
    boolean matches(Texts texts, long place) {
        if (texts.length(place) != utf8Length) {
            return false;
        }
        long at = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (texts.byteAt(place, at++) != c) {
                    return false;
                }
                continue;
            }
            int point = c;
            if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                point = Character.toCodePoint(c, text.charAt(++i));
            }
            int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
            int lead = ((0xFF00 >> (more + 1)) & 0xFF) | (point >> (6 * more));
            if ((texts.byteAt(place, at++) & 0xFF) != lead) {
                return false;
            }
            while (more-- > 0) {
                if ((texts.byteAt(place, at++) & 0xFF) != (0x80 | ((point >> (6 * more)) & 0x3F))) {
                    return false;
                }
            }
        }
        return true;
    }
}
