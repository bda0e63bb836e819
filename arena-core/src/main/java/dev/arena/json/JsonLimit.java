package dev.arena.json;

/** What a JSON document can have too much of. The values are set in {@link JsonLimits}. */
public enum JsonLimit {
    /** How deep arrays and objects are nested. */
    DEPTH,
    /** How many elements an array has, or a sequence of documents. */
    ARRAY_LENGTH,
    /** How many members an object has. */
    OBJECT_LENGTH,
    /** How long a string is, in UTF-16 units. */
    STRING_LENGTH,
    /** How long the name of a member is, in bytes. */
    NAME_LENGTH,
    /** How many characters a number has. */
    NUMBER_LENGTH,
    /** How many values a document has: each array, object, string, number, {@code true}, {@code false} or {@code null}. */
    VALUES
}
