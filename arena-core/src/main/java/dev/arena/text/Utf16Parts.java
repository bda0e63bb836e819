package dev.arena.text;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** The parts of a text between separators, found one by one. */
final class Utf16Parts implements Iterator<Utf16String> {
    private final Utf16String text;
    private final CharSequence separator;

    /** Where the next part begins; −1 behind the last. */
    private int next;

    Utf16Parts(Utf16String text, CharSequence separator) {
        this.text = text;
        this.separator = separator;
    }

    @Override
    public boolean hasNext() {
        return next >= 0;
    }

    @Override
    public Utf16String next() {
        int from = next;
        if (from < 0) {
            throw new NoSuchElementException();
        }
        int end = find(from);
        if (end < 0) {
            next = -1;
            return text.substring(from, text.length());
        }
        next = end + separator.length();
        return text.substring(from, end);
    }

    /** A separator that is half of a surrogate pair does not occur in a whole pair. */
    private int find(int from) {
        int at = text.indexOf(separator, from);
        while (at >= 0 && (text.cutsPair(at) || text.cutsPair(at + separator.length()))) {
            at = text.indexOf(separator, at + 1);
        }
        return at;
    }
}
