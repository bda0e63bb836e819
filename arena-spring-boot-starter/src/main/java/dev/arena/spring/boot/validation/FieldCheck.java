package dev.arena.spring.boot.validation;

import java.lang.foreign.MemorySegment;

import dev.arena.record.Field;

/** Tells of a component of a row, which is not null unless said otherwise, whether a constraint is certainly satisfied. */
@FunctionalInterface
interface FieldCheck {

    /** False if the constraint is violated, and also if this check does not know. */
    boolean passes(Field field, MemorySegment rows, long row, MemorySegment text);
}
