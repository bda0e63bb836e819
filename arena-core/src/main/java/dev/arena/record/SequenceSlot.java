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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;

/**
 * A slot that refers to consecutive elements beside the rows. From the highest bit to the lowest, it contains one bit for the
 * presence of null elements, 31 bits for the offset in bytes, and 32 bits for the number of elements plus one. If some
 * elements are null, a bit for each element follows the last element.
 */
abstract class SequenceSlot extends ValueSlot {
    static final ValueLayout.OfLong LAYOUT = ValueLayout.JAVA_LONG;

    private static final long NULLS = Long.MIN_VALUE;

    private final Supplier<ElementLayout> elements;
    private volatile @Nullable ElementLayout known;

    /** A slot whose elements are not known yet: they may contain a record that is being laid out. */
    SequenceSlot(Supplier<ElementLayout> elements) {
        this.elements = elements;
    }

    final ElementLayout elements() {
        ElementLayout layout = known;
        if (layout == null) {
            layout = elements.get();
            known = layout;
        }
        return layout;
    }

    /** Number of elements, −1 for null. */
    static int size(MemorySegment rows, long at) {
        return (int) rows.get(LAYOUT, at) - 1;
    }

    /** Returns the start of the elements in the memory beside the rows. */
    static long offset(MemorySegment rows, long at) {
        return (rows.get(LAYOUT, at) & ~NULLS) >>> Integer.SIZE;
    }

    /** The memory of the elements, and of the bits after them. */
    final MemorySegment block(MemorySegment rows, long at, MemorySegment text) {
        long slot = rows.get(LAYOUT, at);
        long offset = offset(rows, at);
        return text.asSlice(offset, elements().blockBytes((int) slot - 1L, slot < 0));
    }

    static boolean hasNulls(MemorySegment rows, long at) {
        return rows.get(LAYOUT, at) < 0;
    }

    /** Appends the elements with which a block begins to what lies beside the rows, and makes the slot refer to them. */
    final void append(MemorySegment rows, long at, MemorySegment block, long count, boolean hasNulls,
            @Nullable Utf8Builder text) {
        long bytes = elements().blockBytes(count, hasNulls);
        long offset = Objects.requireNonNull(text, "text").appendBlock(block, bytes, elements().byteAlignment());
        TextSlot.requirePlace(offset, bytes);
        rows.set(LAYOUT, at, (hasNulls ? NULLS : 0) | offset << Integer.SIZE | (count + 1));
    }

    @Override
    final boolean usesText() {
        return true;
    }

    @Override
    final long byteSize() {
        return LAYOUT.byteSize();
    }

    @Override
    final boolean isSame(MemorySegment one, long at, MemorySegment other, long otherAt, MemorySegment text) {
        int size = size(one, at);
        boolean hasNulls = hasNulls(one, at);
        return size == size(other, otherAt) && hasNulls == hasNulls(other, otherAt)
                && elements().areSame(block(one, at, text), block(other, otherAt, text), size, hasNulls, text);
    }

    @Override
    final boolean isNull(MemorySegment rows, long at) {
        return rows.get(LAYOUT, at) == 0;
    }

    @Override
    final void clear(MemorySegment rows, long at) {
        rows.set(LAYOUT, at, 0L);
    }

    @Override
    final Object readPresent(MemorySegment rows, long at, MemorySegment text) {
        int size = size(rows, at);
        long from = offset(rows, at);
        boolean hasNulls = hasNulls(rows, at);
        Objects.checkFromIndexSize(from, elements().blockBytes(size, hasNulls), text.byteSize());
        return read(text, from, size, hasNulls);
    }

    /** Reads the elements that begin at an offset of the memory beside the rows. A slice of it would be one object more. */
    abstract Object read(MemorySegment text, long from, int size, boolean hasNulls);

    final @Nullable Object element(MemorySegment text, long from, int size, boolean hasNulls, int index) {
        ElementLayout layout = elements();
        return hasNulls && layout.isNull(text, from, size, index)
                ? null
                : layout.field().getValue(text, from + index * layout.stride(), text);
    }

    final boolean areImmutable(int depth) {
        return elements().fields().allMatch(it -> it.isImmutable(depth));
    }

    /** Writes elements. They are collected on the heap first, because their texts are appended to the same builder. */
    final void write(MemorySegment rows, long at, Collection<?> values, @Nullable Utf8Builder text) {
        int count = values.size();
        boolean hasNulls = elements().needsNullBits() && hasNull(values);
        long bytes = elements().blockBytes(count, hasNulls);
        MemorySegment block = MemorySegment.ofArray(new long[Math.toIntExact((bytes + Long.BYTES - 1) / Long.BYTES)])
                .asSlice(0, bytes);
        int index = 0;
        for (Object value : values) {
            if (value == null && hasNulls) {
                elements().setNull(block, count, index);
            } else {
                writeElement(block, index * elements().stride(), value, text);
            }
            index++;
        }
        append(rows, at, block, count, hasNulls, text);
    }

    /** Does the same as {@code contains(null)}, which some collections reject. */
    private static boolean hasNull(Collection<?> values) {
        for (Object value : values) {
            if (value == null) {
                return true;
            }
        }
        return false;
    }

    void writeElement(MemorySegment block, long offset, @Nullable Object value, @Nullable Utf8Builder text) {
        elements().field().setValue(block, offset, value, text);
    }

    /**
     * Whether constants are in the order of their enum. If so, a constructor gets an {@code EnumSet} or an {@code EnumMap}, as
     * from databind. It can copy them even if they are empty.
     */
    private static boolean haveSameOrder(Set<?> set, Set<?> ofEnum) {
        Iterator<?> inOrder = ofEnum.iterator();
        for (Object each : set) {
            if (!each.equals(inOrder.next())) {
                return false;
            }
        }
        return true;
    }

    /** The elements of a list, a set or any collection. */
    static final class OfCollection extends SequenceSlot {
        private final boolean isSet;
        private final boolean isModifiable;

        OfCollection(Class<?> type, boolean isModifiable, Supplier<ElementLayout> elements) {
            super(elements);
            this.isSet = Set.class.isAssignableFrom(type);
            this.isModifiable = isModifiable;
        }

        @Override
        Object read(MemorySegment text, long from, int size, boolean hasNulls) {
            if (isSet) {
                Set<@Nullable Object> set = new LinkedHashSet<>();
                for (int i = 0; i < size; i++) {
                    set.add(element(text, from, size, hasNulls, i));
                }
                return isModifiable ? argument(set) : Collections.unmodifiableSet(set);
            }
            List<@Nullable Object> list = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                list.add(element(text, from, size, hasNulls, i));
            }
            return isModifiable ? list : Collections.unmodifiableList(list);
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // a class whose type argument is not known
        private Set<?> argument(Set<@Nullable Object> set) {
            Field element = elements().field();
            return element.kind() == FieldKind.ENUM && !set.contains(null)
                    ? enumSet((Class) element.type(), set)
                    : set;
        }

        private static <E extends Enum<E>> Set<?> enumSet(Class<E> type, Set<?> set) {
            EnumSet<E> constants = EnumSet.noneOf(type);
            set.forEach(each -> constants.add(type.cast(each)));
            return haveSameOrder(set, constants) ? constants : set;
        }

        @Override
        void writePresent(MemorySegment rows, long at, Object value, @Nullable Utf8Builder text) {
            write(rows, at, (Collection<?>) value, text);
        }

        @Override
        boolean isImmutable(int depth) {
            return !isModifiable && areImmutable(depth);
        }

        @Override
        void keep(Object value, ConstructorArguments arguments) {
            Field element = elements().field();
            arguments.addBegin();
            for (Object each : (Collection<?>) value) {
                element.keep(each, arguments);
            }
            arguments.addEnd();
        }

        @Override
        boolean isKept(Object value, ConstructorArguments arguments) {
            Field element = elements().field();
            if (!arguments.isBegin()) {
                return false;
            }
            if (value instanceof List<?> list && list instanceof RandomAccess) { // an iterator would be garbage
                for (int i = 0; i < list.size(); i++) {
                    if (!element.isKept(list.get(i), arguments)) {
                        return false;
                    }
                }
                return arguments.isEnd();
            }
            for (Object each : (Collection<?>) value) {
                if (!element.isKept(each, arguments)) {
                    return false;
                }
            }
            return arguments.isEnd();
        }
    }

    /** The elements of an array. */
    static final class OfArray extends SequenceSlot {
        private final Class<?> component;

        OfArray(Class<?> component, Supplier<ElementLayout> elements) {
            super(elements);
            this.component = component;
        }

        @Override
        Object read(MemorySegment text, long from, int size, boolean hasNulls) {
            Object array = Array.newInstance(component, size);
            for (int i = 0; i < size; i++) {
                Array.set(array, i, element(text, from, size, hasNulls, i));
            }
            return array;
        }

        @Override
        void writePresent(MemorySegment rows, long at, Object value, @Nullable Utf8Builder text) {
            List<@Nullable Object> values = value instanceof Object[] objects
                    ? Arrays.asList(objects)
                    : new ArrayList<>();
            if (!(value instanceof Object[])) {
                for (int i = 0; i < Array.getLength(value); i++) {
                    values.add(Array.get(value, i));
                }
            }
            write(rows, at, values, text);
        }
    }

    /** A record that is not stored in the row, because it may contain another record of the same class. */
    static final class OfOne extends SequenceSlot {

        OfOne(Supplier<ElementLayout> elements) {
            super(elements);
        }

        @Override
        @SuppressWarnings("NullAway") // there is no element that is null
        Object read(MemorySegment text, long from, int size, boolean hasNulls) {
            return element(text, from, size, hasNulls, Objects.checkIndex(0, size));
        }

        @Override
        void writePresent(MemorySegment rows, long at, Object value, @Nullable Utf8Builder text) {
            write(rows, at, List.of(value), text);
        }
    }

    /** The entries of a map. */
    static final class OfMap extends SequenceSlot {
        private final boolean isModifiable;

        OfMap(boolean isModifiable, Supplier<ElementLayout> entries) {
            super(entries);
            this.isModifiable = isModifiable;
        }

        @Override
        Object read(MemorySegment text, long from, int size, boolean hasNulls) {
            Field key = elements().key();
            long stride = elements().stride();
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(Objects.requireNonNull(key.getValue(text, from + i * stride, text)),
                        element(text, from, size, hasNulls, i));
            }
            return isModifiable ? argument(map) : Collections.unmodifiableMap(map);
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // a class whose type argument is not known
        private Map<?, ?> argument(Map<Object, @Nullable Object> map) {
            Field key = elements().key();
            return key.kind() == FieldKind.ENUM ? enumMap((Class) key.type(), map) : map;
        }

        private static <E extends Enum<E>> Map<?, ?> enumMap(Class<E> type, Map<Object, @Nullable Object> map) {
            EnumMap<E, @Nullable Object> constants = new EnumMap<>(type);
            map.forEach((key, value) -> constants.put(type.cast(key), value));
            return haveSameOrder(map.keySet(), constants.keySet()) ? constants : map;
        }

        @Override
        void writePresent(MemorySegment rows, long at, Object value, @Nullable Utf8Builder text) {
            write(rows, at, ((Map<?, ?>) value).entrySet(), text);
        }

        @Override
        boolean isImmutable(int depth) {
            return !isModifiable && areImmutable(depth);
        }

        @Override
        void keep(Object value, ConstructorArguments arguments) {
            ElementLayout entries = elements();
            arguments.addBegin();
            for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
                entries.key().keep(each.getKey(), arguments);
                entries.field().keep(each.getValue(), arguments);
            }
            arguments.addEnd();
        }

        @Override
        boolean isKept(Object value, ConstructorArguments arguments) {
            ElementLayout entries = elements();
            if (!arguments.isBegin()) {
                return false;
            }
            for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
                if (!entries.key().isKept(each.getKey(), arguments)
                        || !entries.field().isKept(each.getValue(), arguments)) {
                    return false;
                }
            }
            return arguments.isEnd();
        }

        @Override
        void writeElement(MemorySegment block, long offset, @Nullable Object value, @Nullable Utf8Builder text) {
            var entry = (Map.Entry<?, ?>) Objects.requireNonNull(value);
            elements().key().setValue(block, offset, entry.getKey(), text);
            elements().field().setValue(block, offset, entry.getValue(), text);
        }
    }
}
