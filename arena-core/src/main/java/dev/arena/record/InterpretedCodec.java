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
import java.lang.foreign.StructLayout;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;

/**
 * A codec without generated code, for runtimes that cannot define classes. It makes records and reads their components by reflection, so it
 * is slower.
 */
final class InterpretedCodec extends Codec {
    private final StructLayout struct;
    private final List<Field> fields;
    private final Constructor<?> constructor;
    private final List<Accessor> accessors;

    private InterpretedCodec(Class<?> type, StructLayout struct, List<Field> fields, boolean plainAccessors) {
        this.struct = struct;
        this.fields = fields;
        RecordComponent[] components = type.getRecordComponents();
        try {
            this.constructor = accessible(type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new)));
            this.accessors = Stream.of(components).map(it -> accessor(type, it, plainAccessors)).toList();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Cannot create the codec of " + type.getName(), e);
        }
    }

    /**
     * A codec.
     *
     * @param  plainAccessors                                whether accessors return just their fields
     * @throws java.lang.reflect.InaccessibleObjectException if the class cannot be reached
     */
    static Codec of(Class<?> type, StructLayout struct, List<Field> fields, boolean plainAccessors) {
        return new InterpretedCodec(type, struct, fields, plainAccessors);
    }

    /** Reads a component of a record. */
    @FunctionalInterface
    private interface Accessor {
        @Nullable
        Object get(Object value) throws ReflectiveOperationException;
    }

    private static <T extends AccessibleObject> T accessible(T member) {
        member.setAccessible(true);
        return member;
    }

    /** An accessor that computes something would do so again for each time that its record is read and written. */
    private static Accessor accessor(Class<?> type, RecordComponent component, boolean plainAccessors) {
        if (plainAccessors) {
            return accessible(component.getAccessor())::invoke;
        }
        try {
            return accessible(type.getDeclaredField(component.getName()))::get;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("Cannot create the codec of " + type.getName(), e);
        }
    }

    @Override
    Object read(MemorySegment rows, long offset, MemorySegment text) {
        requireRow(rows, offset);
        var values = new @Nullable Object[fields.size()];
        for (Field field : fields) {
            values[field.index()] = field.getValue(rows, offset, text);
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw failed(e);
        }
    }

    @Override
    void write(MemorySegment rows, long offset, Object value, @Nullable Utf8Builder text) {
        requireRow(rows, offset);
        for (Field field : fields) {
            field.setValue(rows, offset, component(value, field.index()), text);
        }
    }

    @Override
    @Nullable
    Object component(Object value, int index) {
        try {
            return accessors.get(index).get(value);
        } catch (ReflectiveOperationException e) {
            throw failed(e);
        }
    }

    /** Checks the index like generated code, which reads and writes a slice, so that an exception precedes every change. */
    private void requireRow(MemorySegment rows, long offset) {
        rows.asSlice(offset, struct.byteSize(), struct.byteAlignment());
    }

    /** Returns the exception of the member. */
    private static RuntimeException failed(ReflectiveOperationException failure) {
        Throwable thrown = failure instanceof InvocationTargetException wrapper ? wrapper.getCause() : failure;
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
    }
}
