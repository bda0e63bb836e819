package dev.arena.text;

/**
 * Text is not what it should be: bytes that are no UTF-8, or a surrogate without its other half.
 */
public final class MalformedTextException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** Where, in bytes of UTF-8 or in units of UTF-16. */
    private final long offset;

    private MalformedTextException(String message, long offset) {
        super(message);
        this.offset = offset;
    }

    static MalformedTextException utf8(long offset) {
        return new MalformedTextException("Malformed UTF-8 at byte " + offset, offset);
    }

    static MalformedTextException surrogate(long offset, char unit) {
        return new MalformedTextException(
                "Lone surrogate U+" + Integer.toHexString(unit).toUpperCase(java.util.Locale.ROOT) + " at " + offset,
                offset);
    }

    /**
     * Where the first malformed sequence begins, counted from the beginning of the text that was read: in bytes for UTF-8, in
     * {@code char}s for UTF-16. −1 stands for a high surrogate with which an earlier append ended.
     *
     * @return the offset
     */
    public long offset() {
        return offset;
    }
}
