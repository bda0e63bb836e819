package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;

/** Stand-in for getValue and setValue of fields. */
final class FieldValues {
    private FieldValues() {}

    static @Nullable Object get(Field field, MemorySegment rows, long row, MemorySegment text) {
        if (field.nullable() && field.isNull(rows, row)) {
            return null;
        }
        return switch (field.kind()) {
            case BOOLEAN -> field.getBoolean(rows, row);
            case BYTE -> field.getByte(rows, row);
            case SHORT -> field.getShort(rows, row);
            case CHAR -> field.getChar(rows, row);
            case INT -> field.getInt(rows, row);
            case LONG -> field.getLong(rows, row);
            case FLOAT -> field.getFloat(rows, row);
            case DOUBLE -> field.getDouble(rows, row);
            case ENUM -> field.getEnum(rows, row);
            case STRING -> String.valueOf(field.getText(rows, row, text));
            case UTF8 -> field.getText(rows, row, text);
            case RECORD -> Objects.requireNonNull(field.nested()).read(rows, row + field.offset(), text);
        };
    }

    @SuppressWarnings("EnumOrdinal")
    static void set(Field field, MemorySegment rows, long row, Object value, Utf8Builder text) {
        switch (field.kind()) {
            case BOOLEAN -> field.setBoolean(rows, row, (Boolean) value);
            case BYTE -> field.setByte(rows, row, (Byte) value);
            case SHORT -> field.setShort(rows, row, (Short) value);
            case CHAR -> field.setChar(rows, row, (Character) value);
            case INT -> field.setInt(rows, row, (Integer) value);
            case LONG -> field.setLong(rows, row, (Long) value);
            case FLOAT -> field.setFloat(rows, row, (Float) value);
            case DOUBLE -> field.setDouble(rows, row, (Double) value);
            case ENUM -> field.setEnum(rows, row, ((Enum<?>) value).ordinal());
            case STRING, UTF8 -> {
                long start = text.byteLength();
                text.append((CharSequence) value);
                field.setText(rows, row, start, (int) (text.byteLength() - start));
            }
            case RECORD -> {
                field.setPresent(rows, row);
                write(Objects.requireNonNull(field.nested()), rows, row + field.offset(), value, text);
            }
        }
    }

    private static <R extends Record> void write(RecordLayout<R> layout, MemorySegment rows, long row, Object value,
            Utf8Builder text) {
        layout.write(rows, row, layout.type().cast(value), text);
    }
}
