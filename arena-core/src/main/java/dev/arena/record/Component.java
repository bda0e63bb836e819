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

package dev.arena.record;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf16String;
import dev.arena.text.Utf8String;

/**
 * The memory layout of a record component, of an element of a sequence, or of a part of a map entry.
 *
 * @param name        its name
 * @param type        its class
 * @param genericType its type, without variables
 * @param kind        its representation
 * @param layout      the layout of its value, without a name
 * @param nested      the layout of a component that is a record in place, or null
 * @param slot        reads and writes the value; null if its kind has its own methods
 * @param hasPresence whether a separate byte indicates that the value is not null
 */
record Component(String name, Class<?> type, Type genericType, FieldKind kind, MemoryLayout layout,
        @Nullable RecordLayout<?> nested, @Nullable ValueSlot slot, boolean hasPresence) {
    private static final Map<Class<?>, FieldKind> KINDS = Map.ofEntries(
            Map.entry(boolean.class, FieldKind.BOOLEAN), Map.entry(Boolean.class, FieldKind.BOOLEAN),
            Map.entry(byte.class, FieldKind.BYTE), Map.entry(Byte.class, FieldKind.BYTE),
            Map.entry(short.class, FieldKind.SHORT), Map.entry(Short.class, FieldKind.SHORT),
            Map.entry(char.class, FieldKind.CHAR), Map.entry(Character.class, FieldKind.CHAR),
            Map.entry(int.class, FieldKind.INT), Map.entry(Integer.class, FieldKind.INT),
            Map.entry(long.class, FieldKind.LONG), Map.entry(Long.class, FieldKind.LONG),
            Map.entry(float.class, FieldKind.FLOAT), Map.entry(Float.class, FieldKind.FLOAT),
            Map.entry(double.class, FieldKind.DOUBLE), Map.entry(Double.class, FieldKind.DOUBLE),
            Map.entry(String.class, FieldKind.STRING), Map.entry(Utf8String.class, FieldKind.UTF8),
            Map.entry(Utf16String.class, FieldKind.UTF16), Map.entry(byte[].class, FieldKind.BYTES),
            Map.entry(BigDecimal.class, FieldKind.DECIMAL), Map.entry(BigInteger.class, FieldKind.INTEGER),
            Map.entry(UUID.class, FieldKind.UUID), Map.entry(Instant.class, FieldKind.INSTANT),
            Map.entry(LocalDate.class, FieldKind.LOCAL_DATE), Map.entry(LocalTime.class, FieldKind.LOCAL_TIME),
            Map.entry(LocalDateTime.class, FieldKind.LOCAL_DATE_TIME),
            Map.entry(OffsetDateTime.class, FieldKind.OFFSET_DATE_TIME),
            Map.entry(ZonedDateTime.class, FieldKind.ZONED_DATE_TIME),
            Map.entry(OffsetTime.class, FieldKind.OFFSET_TIME),
            Map.entry(Year.class, FieldKind.YEAR), Map.entry(YearMonth.class, FieldKind.YEAR_MONTH),
            Map.entry(Duration.class, FieldKind.DURATION), Map.entry(Period.class, FieldKind.PERIOD),
            Map.entry(Date.class, FieldKind.DATE),
            Map.entry(Optional.class, FieldKind.OPTIONAL), Map.entry(OptionalInt.class, FieldKind.OPTIONAL),
            Map.entry(OptionalLong.class, FieldKind.OPTIONAL), Map.entry(OptionalDouble.class, FieldKind.OPTIONAL),
            Map.entry(List.class, FieldKind.SEQUENCE), Map.entry(Set.class, FieldKind.SEQUENCE),
            Map.entry(Collection.class, FieldKind.SEQUENCE), Map.entry(Iterable.class, FieldKind.SEQUENCE),
            Map.entry(Map.class, FieldKind.MAP));

    /** Returns the representation of a class. Classes that are neither in the table above nor records are stored as documents. */
    static FieldKind kindOf(Class<?> type) {
        FieldKind kind = KINDS.get(type);
        if (kind != null) {
            return kind;
        }
        if (type.isEnum()) {
            return FieldKind.ENUM;
        }
        if (type.isArray()) {
            return FieldKind.SEQUENCE;
        }
        if (type.isRecord()) {
            return RecordNesting.containsItself(type) ? FieldKind.REFERENCE : FieldKind.RECORD;
        }
        return FieldKind.DOCUMENT;
    }

    /** Returns the representation of a type. A map is a document if there is no layout for its keys. */
    static FieldKind kindOf(Type genericType, Class<?> type) {
        FieldKind kind = kindOf(type);
        return kind == FieldKind.MAP
                && kindOf(ResolvedType.rawClass(ResolvedType.argument(genericType, 0))) == FieldKind.DOCUMENT
                        ? FieldKind.DOCUMENT
                        : kind;
    }

    /** Returns the same component without the byte, for places that indicate null in another way. */
    Component withoutPresence() {
        return new Component(name, type, genericType, kind, layout, nested, slot, false);
    }

    /**
     * Creates the components of one record type.
     *
     * @param owner     their class
     * @param documents stores components of nested records
     * @param own       stores the components of the record itself
     * @param modifies  whether the constructor of the record could change a list, set or map
     */
    record Factory(Class<?> owner, @Nullable DocumentCodec documents, @Nullable DocumentCodec own, boolean modifies) {

        /**
         * Finds the representation of a component.
         *
         * @throws IllegalArgumentException if it needs a document and there is no codec
         */
        Component of(String name, Type genericType) {
            Class<?> type = ResolvedType.rawClass(genericType);
            FieldKind kind = isWhole(name, genericType, type) ? FieldKind.DOCUMENT : kindOf(genericType, type);
            return switch (kind) {
                case RECORD -> {
                    RecordLayout<?> nested = RecordLayout.of(genericType, documents);
                    yield new Component(name, type, genericType, kind, nested.layout(), nested, null, true);
                }
                case ENUM -> new Component(name, type, genericType, kind,
                        type.getEnumConstants().length > Byte.MAX_VALUE
                                ? ValueLayout.JAVA_SHORT
                                : ValueLayout.JAVA_BYTE,
                        null, null, false);
                case OPTIONAL -> {
                    var slot = new OptionalSlot(owner, of(name, valueOf(genericType, type)).withoutPresence());
                    yield new Component(name, type, genericType, kind, slot.layout(), null, slot, false);
                }
                default -> new Component(name, type, genericType, kind, kind.requireLayout(), null,
                        kind.hasValueSlot() ? slot(kind, name, genericType) : null,
                        kind.isPrimitive() && !type.isPrimitive());
            };
        }

        /** Whether a component with parts is stored as one document. */
        private boolean isWhole(String name, Type genericType, Class<?> type) {
            if (own == null || !RecordNesting.hasDocuments(genericType, own)) {
                return false;
            }
            return own.hasClassName(genericType) || switch (kindOf(genericType, type)) {
                case OPTIONAL -> true;
                case SEQUENCE -> type.isArray() || Set.class.isAssignableFrom(type)
                        || !own.keepsElements(owner, name, genericType);
                case MAP -> ResolvedType.argument(genericType, 0) != String.class
                        || !own.keepsElements(owner, name, genericType);
                default -> false;
            };
        }

        private static Type valueOf(Type optional, Class<?> type) {
            if (type == OptionalInt.class) {
                return int.class;
            }
            if (type == OptionalLong.class) {
                return long.class;
            }
            return type == OptionalDouble.class ? double.class : ResolvedType.argument(optional, 0);
        }

        private ValueSlot slot(FieldKind kind, String name, Type type) {
            return switch (kind) {
                case UTF16, BYTES -> new BytesSlot(kind);
                case DECIMAL, INTEGER -> new DecimalSlot(kind);
                case ZONED_DATE_TIME -> new ZonedSlot();
                case REFERENCE -> new SequenceSlot.OfOne(() -> ElementLayout.ofElements(owner, record(name, type)));
                case SEQUENCE -> sequence(name, type);
                case MAP -> new SequenceSlot.OfMap(modifies, () -> ElementLayout.ofEntries(owner,
                        of(name + "{key}", ResolvedType.argument(type, 0)),
                        of(name + "{}", ResolvedType.argument(type, 1))));
                case DOCUMENT -> new DocumentSlot(requireDocuments(name, type), owner, name, type);
                default -> new FixedSlot(kind);
            };
        }

        private Component record(String name, Type type) {
            RecordLayout<?> layout = RecordLayout.of(type, documents);
            return new Component(name, ResolvedType.rawClass(type), type, FieldKind.RECORD, layout.layout(), layout,
                    null,
                    false);
        }

        private ValueSlot sequence(String name, Type type) {
            Class<?> raw = ResolvedType.rawClass(type);
            Type element = raw.isArray() ? ResolvedType.componentType(type) : ResolvedType.argument(type, 0);
            return raw.isArray()
                    ? new SequenceSlot.OfArray(raw.componentType(), () -> element(name, element))
                    : new SequenceSlot.OfCollection(raw, modifies, () -> element(name, element));
        }

        private ElementLayout element(String name, Type type) {
            return ElementLayout.ofElements(owner, of(name + "[]", type));
        }

        private DocumentCodec requireDocuments(String name, Type type) {
            if (own == null) {
                throw new IllegalArgumentException("Component " + name + " of record " + owner.getName()
                        + " has no layout: its type " + type.getTypeName()
                        + " needs Jackson, which is not on the class path");
            }
            return own;
        }
    }
}
