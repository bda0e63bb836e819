package dev.arena.json;

import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.record.RecordLayout;

/** How one component is encoded from its row. */
final class FieldWriter {
    private final Field field;
    private final FieldKind kind;
    private final boolean nullable;
    private final SerializableString name;
    private final @Nullable RecordWriter nested;
    private final SerializableString[] constants;

    FieldWriter(Field field, String name) {
        this.field = field;
        this.kind = field.kind();
        this.nullable = field.nullable();
        this.name = new SerializedString(name);
        RecordLayout<?> inner = field.nested();
        this.nested = inner == null ? null : new RecordWriter(inner);
        this.constants = kind == FieldKind.ENUM
                ? new EnumNames(field.type()).written().stream().map(SerializedString::new)
                        .toArray(SerializableString[]::new)
                : new SerializableString[0];
    }

    void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        JsonGenerator generator = sink.generator();
        generator.writeName(name);
        if (nullable && field.isNull(rows, row)) {
            generator.writeNull();
            return;
        }
        switch (kind) {
            case BOOLEAN -> generator.writeBoolean(field.getBoolean(rows, row));
            case BYTE -> generator.writeNumber((int) field.getByte(rows, row));
            case SHORT -> generator.writeNumber((int) field.getShort(rows, row));
            case CHAR -> generator.writeString(String.valueOf(field.getChar(rows, row)));
            case INT -> generator.writeNumber(field.getInt(rows, row));
            case LONG -> generator.writeNumber(field.getLong(rows, row));
            case FLOAT -> sink.number(field.getFloat(rows, row));
            case DOUBLE -> sink.number(field.getDouble(rows, row));
            case ENUM -> writeConstant(generator, field.getEnum(rows, row));
            case STRING, UTF8 -> sink.text(text, field.textOffset(rows, row), field.textLength(rows, row));
            case RECORD -> {
                if (nested != null) {
                    nested.write(sink, rows, row + field.offset(), text);
                }
            }
        }
    }

    @SuppressWarnings("EnumOrdinal") // an index into an array of this process, never stored
    private void writeConstant(JsonGenerator generator, @Nullable Enum<?> constant) {
        if (constant == null) {
            generator.writeNull();
        } else {
            generator.writeString(constants[constant.ordinal()]);
        }
    }
}
