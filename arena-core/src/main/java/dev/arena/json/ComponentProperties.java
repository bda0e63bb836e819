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

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Leaves out of the JSON of components the properties that a class with an any-setter does not read, such as the result of a
 * getter. When the class is read again, its any-setter would take them for members of the client.
 */
final class ComponentProperties extends ValueSerializerModifier {
    private static final long serialVersionUID = 1;

    private final JsonMapper mapper;

    ComponentProperties(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public List<BeanPropertyWriter> changeProperties(SerializationConfig config, BeanDescription.Supplier description,
            List<BeanPropertyWriter> properties) {
        DeserializationContext context = mapper._deserializationContext();
        JavaType type = description.getType();
        try {
            if (context.findNonContextualValueDeserializer(type) instanceof BeanDeserializerBase bean
                    && bean.hasAnySetter()) {
                String typeId = typeIdName(context.findTypeDeserializer(type));
                properties.removeIf(it -> !it.isUnwrapping() && !it.getName().equals(typeId)
                        && bean.findProperty(it.getFullName()) == null);
            }
        } catch (DatabindException e) {
            return properties; // it is never read again
        }
        return properties;
    }

    private static @Nullable String typeIdName(@Nullable TypeDeserializer types) {
        return types == null ? null : types.getPropertyName();
    }
}
