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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.BeanSerializer;
import tools.jackson.databind.ser.UnrolledBeanSerializer;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

/**
 * The information of a databind serializer that writes an object, about its properties. It is accessible to subclasses only.
 */
final class StandardSerializer extends BeanSerializer {

    private StandardSerializer(BeanSerializerBase serializer) {
        super(serializer);
    }

    /** The properties that it writes while a view is active, in their order; null if it writes anything else. */
    static @Nullable List<BeanPropertyWriter> properties(ValueSerializer<?> serializer, @Nullable Class<?> view) {
        Class<?> type = serializer.getClass();
        return type == BeanSerializer.class || type == UnrolledBeanSerializer.class
                ? new StandardSerializer((BeanSerializerBase) serializer).properties(view)
                : null;
    }

    private @Nullable List<BeanPropertyWriter> properties(@Nullable Class<?> view) {
        if (_propertyFilterId != null || _objectIdWriter != null || _typeId != null) {
            return null;
        }
        List<BeanPropertyWriter> written = new ArrayList<>();
        for (int i = 0; i < _props.length; i++) {
            if (view == null || _filteredProps == null
                    || (_filteredProps[i] != null && isInView(_props[i].getViews(), view))) {
                written.add(_props[i]);
            }
        }
        return written;
    }

    private static boolean isInView(Class<?> @Nullable [] views, Class<?> active) {
        if (views == null || views.length == 0) {
            return true; // the filtered property exists, so this has already been decided
        }
        for (Class<?> view : views) {
            if (view.isAssignableFrom(active)) {
                return true;
            }
        }
        return false;
    }
}
