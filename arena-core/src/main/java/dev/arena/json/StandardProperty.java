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

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.impl.PropertySerializerMap;
import tools.jackson.databind.ser.std.NullSerializer;

/** A property that databind writes, with databind's information about it. It is accessible to subclasses only. */
final class StandardProperty extends BeanPropertyWriter {
    private static final long serialVersionUID = 1;

    private StandardProperty(BeanPropertyWriter property) {
        super(property);
    }

    /** A look into a property; null if it is not written by its name and its value. */
    static @Nullable StandardProperty of(BeanPropertyWriter property) {
        return property.getClass() == BeanPropertyWriter.class ? new StandardProperty(property) : null;
    }

    /** Whether it is written if it is not null, by its serializer and nothing else. */
    boolean isAlwaysWritten() {
        return _typeSerializer == null && _suppressableValue == null;
    }

    /** Whether it is written if it is neither null nor empty. */
    @SuppressWarnings("ReferenceEquality") // a marker
    boolean isWrittenUnlessEmpty() {
        return _typeSerializer == null && _suppressableValue == MARKER_FOR_EMPTY;
    }

    /** Whether it is null or absent where it is null. */
    boolean isNullStandard() {
        return _nullSerializer == null || _nullSerializer.getClass() == NullSerializer.class;
    }

    /** Writes a value as {@link #serializeAsProperty} writes that of an object. */
    void write(@Nullable Object value, JsonGenerator generator, SerializationContext context) {
        if (value == null) {
            writeNull(generator, context);
            return;
        }
        ValueSerializer<Object> serializer = serializer(value, context);
        if (isSuppressed(value, serializer, context)) {
            return;
        }
        generator.writeName(_name);
        write(value, serializer, generator, context);
    }

    /** Writes any value without the name. */
    void writeValue(Object value, JsonGenerator generator, SerializationContext context) {
        write(value, serializer(value, context), generator, context);
    }

    /** Writes any value without the name and without a type id, which another member may contain. */
    void writeUntypedValue(Object value, JsonGenerator generator, SerializationContext context) {
        serializer(value, context).serialize(value, generator, context);
    }

    private void write(Object value, ValueSerializer<Object> serializer, JsonGenerator generator,
            SerializationContext context) {
        if (_typeSerializer == null) {
            serializer.serialize(value, generator, context);
        } else {
            serializer.serializeWithType(value, generator, context, _typeSerializer);
        }
    }

    /** Whether it is not written if it is null. */
    boolean skipsNull(SerializationContext context) {
        return _nullSerializer == null // one of the application's own counts even if nulls are to be left out
                || (_suppressableValue != null && context.includeFilterSuppressNulls(_suppressableValue));
    }

    private void writeNull(JsonGenerator generator, SerializationContext context) {
        if (!skipsNull(context)) {
            generator.writeName(_name);
            _nullSerializer.serialize(null, generator, context);
        }
    }

    private ValueSerializer<Object> serializer(Object value, SerializationContext context) {
        if (_serializer != null) {
            return _serializer;
        }
        PropertySerializerMap known = _dynamicSerializers;
        ValueSerializer<Object> found = known.serializerFor(value.getClass());
        return found == null ? _findAndAddDynamic(known, value.getClass(), context) : found;
    }

    @SuppressWarnings("ReferenceEquality") // a marker
    private boolean isSuppressed(Object value, ValueSerializer<Object> serializer, SerializationContext context) {
        return _suppressableValue != null && (_suppressableValue == MARKER_FOR_EMPTY
                ? serializer.isEmpty(context, value)
                : _suppressableValue.equals(value));
    }
}
