package dev.arena;

/**
 * For what arena memory is used, as far as the layer that allocates it says so by {@link Arena#forUse}. Tells whoever reads an
 * {@link ArenaExhaustedException} where the memory went.
 */
public enum Use {
    /** Bodies of requests and responses. */
    BODY,
    /** Strings and their builders. */
    TEXT,
    /** Growable sequences. */
    VECTOR,
    /** Maps and sets. */
    MAP,
    /** Records and other structures. */
    RECORD,
    /** Values that have escaped in handles. */
    HANDLE,
    /** Everything else. */
    OTHER
}
