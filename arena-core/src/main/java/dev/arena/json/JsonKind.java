package dev.arena.json;

/** What a JSON value is. */
public enum JsonKind {
    /** Members with names, in the order of the document; a name may occur more than once. */
    OBJECT,
    /** Values in order. */
    ARRAY,
    /** Text. */
    STRING,
    /** A number, kept exactly as it was written. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** {@code null}. */
    NULL
}
