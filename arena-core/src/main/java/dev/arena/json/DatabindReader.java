package dev.arena.json;

import java.lang.foreign.MemorySegment;

import tools.jackson.databind.DatabindException;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationContextExt;

import dev.arena.ArenaExhaustedException;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;

/**
 * Decodes records through databind and writes each to its row. For classes that databind makes of something else than the values of
 * their components, such as by a factory method or a deserializer of their own.
 */
final class DatabindReader<R extends Record> implements RowReader {
    private final RecordLayout<R> layout;
    private final ValueDeserializer<?> deserializer;

    DatabindReader(RecordLayout<R> layout, ValueDeserializer<?> deserializer) {
        this.layout = layout;
        this.deserializer = deserializer;
    }

    @Override
    public void decode(Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        DeserializationContextExt context = decoding.databind();
        Object value;
        try {
            value = deserializer.deserialize(decoding.parser(), context);
        } catch (DatabindException e) {
            throw translated(e, decoding);
        }
        if (value == null) {
            throw decoding.unfit(layout.type(), null);
        }
        layout.write(rows, row, layout.type().cast(value), text);
    }

    /** What databind has wrapped is what would have been thrown without it. What it says itself may tell of the inside. */
    private RuntimeException translated(DatabindException e, Decoding decoding) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ArenaExhaustedException || cause instanceof JsonDecodingException) {
                return (RuntimeException) cause;
            }
        }
        return decoding.unfit(layout.type(), e);
    }
}
