package dev.arena.json;

import dev.arena.record.RecordLayout;

/** Finds how the records of a class are encoded. */
@FunctionalInterface
interface RecordWriters {

    RecordWriter of(RecordLayout<?> layout);
}
