package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Member;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;

import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.record.RecordLayout;

/** How one component is encoded from its row. */
final class FieldWriter {
    private final Field field;
    private final FieldKind kind;
    private final boolean nullable;
    private final boolean skipsNull;
    private final SerializableString name;
    private final @Nullable RowWriter nested;
    private final SerializableString[] constants;

    private FieldWriter(Field field, BeanPropertyWriter property, @Nullable RowWriter nested,
            SerializableString[] constants) {
        this.field = field;
        this.kind = field.kind();
        this.nullable = field.nullable();
        this.skipsNull = property.willSuppressNulls();
        this.name = property.getSerializedName();
        this.nested = nested;
        this.constants = constants;
    }

    /** A writer that writes what databind does, or null if only databind can. */
    static @Nullable FieldWriter of(BeanPropertyWriter property, RecordLayout<?> layout, SerializationContext context) {
        Field field = component(property.getMember().getMember(), layout);
        if (field == null || !StandardProperty.isStandard(property)) {
            return null;
        }
        ValueSerializer<?> serializer = property.getSerializer();
        if (serializer == null) { // as for enums that may have subclasses
            serializer = context.findPrimaryPropertySerializer(field.type(), property);
        }
        RowWriter nested = null;
        SerializableString[] constants = {};
        switch (field.kind()) {
            case RECORD -> {
                nested = RowWriter.of(Objects.requireNonNull(field.nested()), serializer, context);
                if (nested == null) {
                    return null;
                }
            }
            case ENUM -> {
                constants = EnumNames.written(field.type(), property, context);
                if (constants == null) {
                    return null;
                }
            }
            case UTF8 -> {
                if (!(serializer instanceof ArenaModule.Encoding<?>)) {
                    return null;
                }
            }
            default -> {
                if (field.kind().compareTo(FieldKind.RECORD) > 0
                        || !StandardValues.areWrittenBy(serializer, field.type())) {
                    return null;
                }
            }
        }
        return new FieldWriter(field, property, nested, constants);
    }

    /** The component whose accessor or field a member is; null for others. */
    private static @Nullable Field component(Member member, RecordLayout<?> layout) {
        boolean isMember = member instanceof java.lang.reflect.Field
                || (member instanceof java.lang.reflect.Method method && method.getParameterCount() == 0);
        return isMember
                ? layout.fields().stream().filter(it -> it.name().equals(member.getName())).findFirst().orElse(null)
                : null;
    }

    void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        JsonGenerator generator = sink.generator();
        if (nullable && field.isNull(rows, row)) {
            if (!skipsNull) {
                generator.writeName(name);
                generator.writeNull();
            }
            return;
        }
        generator.writeName(name);
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
            default -> throw new AssertionError(field);
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
