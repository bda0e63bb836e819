package dev.arena.json;

import dev.arena.record.FieldKind;

/**
 * How a component of a record is kept in a row, and how it gets there and back. See {@link ArenaJson#describe}.
 *
 * @param name    its name
 * @param kind    how it is kept
 * @param read    how it is read from JSON
 * @param written how it is written as JSON
 */
public record JsonComponent(String name, FieldKind kind, Way read, Way written) {

    /** A way between JSON and a row. */
    public enum Way {
        /** Without objects. What is unusual, such as a string for a number, is read by databind all the same. */
        DIRECT,
        /** By databind, which makes an object of it. */
        DATABIND,
        /** Not at all, as the mapper ignores it. */
        NONE
    }
}
