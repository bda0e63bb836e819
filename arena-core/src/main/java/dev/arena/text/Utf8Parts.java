package dev.arena.text;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** The parts of a text between separators, found one by one. */
final class Utf8Parts implements Iterator<Utf8String> {
    private final Utf8String text;
    private final CharSequence separator;

    /** Where the next part begins; −1 behind the last. */
    private long next;

    Utf8Parts(Utf8String text, CharSequence separator) {
        this.text = text;
        this.separator = separator;
    }

    @Override
    public boolean hasNext() {
        return next >= 0;
    }

    @Override
    public Utf8String next() {
        long from = next;
        if (from < 0) {
            throw new NoSuchElementException();
        }
        long end = Utf8Search.indexOf(text.bytes(), from, separator);
        if (end < 0) {
            next = -1;
            return text.part(from, text.byteLength());
        }
        next = Utf8Search.match(text.bytes(), end, separator);
        return text.part(from, end);
    }
}
