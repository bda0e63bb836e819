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
    private final StandardProperty property;

    /** Whether databind is not asked; null is asked of it or not for itself. */
    private final boolean isStandard;
    private final boolean isNullStandard;
    private final @Nullable RowWriter nested;
    private final SerializableString[] constants;

    private FieldWriter(Field field, StandardProperty property, boolean isStandard, @Nullable RowWriter nested,
            SerializableString[] constants) {
        this.field = field;
        this.kind = field.kind();
        this.nullable = field.nullable();
        this.skipsNull = property.willSuppressNulls();
        this.name = property.getSerializedName();
        this.property = property;
        this.isStandard = isStandard;
        this.isNullStandard = property.isNullStandard();
        this.nested = nested;
        this.constants = constants;
    }

    /** A writer that writes what databind does, or null if it is not the value of a component that databind writes. */
    static @Nullable FieldWriter of(BeanPropertyWriter writer, RecordLayout<?> layout, SerializationContext context) {
        StandardProperty property = StandardProperty.of(writer);
        Field field = property == null ? null : component(property.getMember().getMember(), layout);
        if (property == null || field == null) {
            return null;
        }
        ValueSerializer<?> serializer = writer.getSerializer();
        if (serializer == null) { // as for enums that may have subclasses
            serializer = context.findPrimaryPropertySerializer(context.constructType(field.genericType()), writer);
        }
        RowWriter nested = null;
        SerializableString[] constants = {};
        boolean isStandard = property.isAlwaysWritten();
        switch (field.kind()) {
            case RECORD -> {
                nested = RowWriter.of(Objects.requireNonNull(field.nested()), serializer, context);
                isStandard &= nested != null;
            }
            case ENUM -> {
                SerializableString[] written = EnumNames.written(field.type(), writer, context);
                isStandard &= written != null;
                constants = written == null ? constants : written;
            }
            case UTF8 -> isStandard &= serializer instanceof ArenaModule.Encoding<?>;
            case BOOLEAN, BYTE, SHORT, CHAR, INT, LONG, FLOAT, DOUBLE, STRING ->
                isStandard &= StandardValues.areWrittenBy(serializer, field.type());
            default -> isStandard = false;
        }
        return new FieldWriter(field, property, isStandard, nested, constants);
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
        if (nullable && isNullStandard && field.isNull(rows, row)) {
            if (!skipsNull) {
                generator.writeName(name);
                generator.writeNull();
            }
            return;
        }
        if (!isStandard || (nullable && field.isNull(rows, row))) {
            property.write(field.getValue(rows, row, text), generator, sink.context());
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
            default -> throw new AssertionError("left to databind: " + field);
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
