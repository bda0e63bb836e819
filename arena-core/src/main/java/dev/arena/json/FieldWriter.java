/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;

import dev.arena.json.token.MemberName;
import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.record.RecordLayout;

/**
 * Encodes one component from its row.
 *
 * @param property      how databind writes the component
 * @param value         how it is written without databind, or null if only databind can write it; databind may still write
 *                      null
 * @param isOnlyForUtf8 whether only generators of JSON as UTF-8 write it without databind: others may write something else than
 *                      JSON says
 */
record FieldWriter(Field field, MemberName name, StandardProperty property, @Nullable ValueWriter value,
        boolean isNullable, boolean isNullStandard, boolean skipsNull, boolean skipsEmpty, boolean isOnlyForUtf8) {

    private static FieldWriter of(Field field, StandardProperty property, @Nullable ValueWriter value,
            SerializationContext context) {
        return new FieldWriter(field, new MemberName(property.getSerializedName()), property, value, field.nullable(),
                property.isNullStandard(), property.skipsNull(context), property.isWrittenUnlessEmpty(),
                Samples.areNeeded(field.kind()));
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
        FieldWriter writer = of(field, property, value, context);
        return value == null || !Samples.areNeeded(field.kind())
                || Samples.agree(field, layout, writer, property, context)
                        ? writer
                        : of(field, property, null, context);
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

    boolean isOf(Field component) {
        return field.index() == component.index();
    }

    /** Returns whether databind writes only null. */
    boolean isStandard() {
        return value != null;
    }

    /** How deep arrays and objects in the value are nested, or −1 if databind may write some of it, or null. */
    int plainDepth() {
        ValueWriter known = value;
        return known == null || (isNullable && !isNullStandard) ? RowWriter.NOT_PLAIN : known.plainDepth();
    }

    /** Whether databind never writes it to a generator of JSON as UTF-8, and every value is written. */
    boolean isDirect() {
        return value != null && !skipsEmpty && (!isNullable || isNullStandard);
    }

    void writeNull(JsonSink sink) {
        if (!skipsNull) {
            sink.name(name);
            sink.nothing();
        }
    }

    void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        boolean isNull = isNullable && field.isNull(rows, row);
        if (isNull && isNullStandard) {
            writeNull(sink);
            return;
        }
        ValueWriter known = value;
        if (known == null || isNull || (isOnlyForUtf8 && !sink.takesUtf8())) {
            property.write(field.getValue(rows, row, text), sink.generator(), sink.context());
        } else if (!skipsEmpty || !isEmpty(rows, row)) {
            sink.name(name);
            known.write(sink, rows, row, text);
        }
    }

    private boolean isEmpty(MemorySegment rows, long row) {
        return (field.kind() == FieldKind.STRING ? field.textLength(rows, row) : field.size(rows, row)) == 0;
    }
}
