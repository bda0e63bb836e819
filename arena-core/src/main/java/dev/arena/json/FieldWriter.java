package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;

import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.record.RecordLayout;

/** How one component is encoded from its row. */
final class FieldWriter {
    private final Field field;
    private final boolean nullable;
    private final boolean skipsNull;
    private final boolean skipsEmpty;
    private final SerializableString name;
    private final StandardProperty property;

    /** How it is written without databind, or null if only databind can; null is asked of it or not for itself. */
    private @Nullable ValueWriter value;
    private final boolean isNullStandard;

    /** Whether only generators of JSON as UTF-8 write it without databind: others may write something else than JSON says. */
    private final boolean isOnlyForUtf8;

    private FieldWriter(Field field, StandardProperty property, @Nullable ValueWriter value) {
        this.field = field;
        this.nullable = field.nullable();
        this.skipsNull = property.willSuppressNulls();
        this.skipsEmpty = property.isWrittenUnlessEmpty();
        this.name = property.getSerializedName();
        this.property = property;
        this.value = value;
        this.isNullStandard = property.isNullStandard();
        this.isOnlyForUtf8 = Samples.areNeeded(field.kind());
    }

    /** A writer that writes what databind does, or null if it is not the value of a component that databind writes. */
    static @Nullable FieldWriter of(BeanPropertyWriter written, RecordLayout<?> layout, SerializationContext context,
            Set<Type> around) {
        StandardProperty property = StandardProperty.of(written);
        Field field = property == null ? null : component(property.getMember().getMember(), layout);
        if (property == null || field == null) {
            return null;
        }
        boolean hasEmpty = field.kind() == FieldKind.STRING || field.kind() == FieldKind.SEQUENCE
                || field.kind() == FieldKind.MAP;
        ValueWriter value = property.isAlwaysWritten() || (hasEmpty && property.isWrittenUnlessEmpty())
                ? ValueWriter.of(field, serializer(field, written, context), written, context, around)
                : null;
        var writer = new FieldWriter(field, property, value);
        if (value != null && Samples.areNeeded(field.kind())
                && !Samples.agree(field, layout, writer, property, context)) {
            writer.value = null;
        }
        return writer;
    }

    /** That of the property; where there is none, it depends on the class of the value. */
    private static ValueSerializer<?> serializer(Field field, BeanPropertyWriter property,
            SerializationContext context) {
        if (property.getSerializer() != null) {
            return property.getSerializer();
        }
        JavaType declared = context.constructType(field.genericType());
        return context.findPrimaryPropertySerializer(switch (field.kind()) {
            case SEQUENCE -> declared.isArrayType()
                    ? declared
                    : context.constructSpecializedType(declared,
                            Set.class.isAssignableFrom(field.type()) ? LinkedHashSet.class : ArrayList.class);
            case MAP -> context.constructSpecializedType(declared, LinkedHashMap.class);
            default -> declared;
        }, property);
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
        boolean isNull = nullable && field.isNull(rows, row);
        if (isNull && isNullStandard) {
            if (!skipsNull) {
                generator.writeName(name);
                generator.writeNull();
            }
            return;
        }
        ValueWriter known = value;
        if (known == null || isNull || (isOnlyForUtf8 && !sink.takesUtf8())) {
            property.write(field.getValue(rows, row, text), generator, sink.context());
        } else if (!skipsEmpty || !isEmpty(rows, row)) {
            generator.writeName(name);
            known.write(sink, rows, row, text);
        }
    }

    private boolean isEmpty(MemorySegment rows, long row) {
        return (field.kind() == FieldKind.STRING ? field.textLength(rows, row) : field.size(rows, row)) == 0;
    }
}
