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

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes values that databind reads only from a text, and writes as an object, as the result of {@code toString()}. Examples are
 * {@code HttpMethod} and {@code MediaType} of Spring. A value that is not equal to the one of this text is refused.
 */
final class ComponentTexts extends ValueSerializerModifier {
    private static final long serialVersionUID = 1;

    private final JsonMapper mapper;

    ComponentTexts(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier description,
            ValueSerializer<?> serializer) {
        if (!(serializer instanceof BeanSerializerBase || serializer instanceof UnknownSerializer)) {
            return serializer;
        }
        DeserializationContext context = mapper._deserializationContext();
        JavaType type = description.getType();
        try {
            return context.findNonContextualValueDeserializer(type) instanceof BeanDeserializerBase bean
                    && isOnlyText(bean.getValueInstantiator())
                            ? new AsText(type, bean.getValueInstantiator(), context)
                            : serializer;
        } catch (DatabindException e) {
            return serializer; // it is never read again
        }
    }

    /** Whether databind can read what this modifier makes of the class of the creators. */
    static boolean isReadable(ValueInstantiator creators) {
        return canCreateFromObject(creators) || isOnlyText(creators);
    }

    private static boolean isOnlyText(ValueInstantiator creators) {
        return creators.canCreateFromString() && !canCreateFromObject(creators);
    }

    private static boolean canCreateFromObject(ValueInstantiator creators) {
        return creators.canCreateUsingDefault() || creators.canCreateFromObjectWith()
                || creators.canCreateUsingDelegate();
    }

    private static final class AsText extends StdSerializer<Object> {
        private final ValueInstantiator creators;
        private final DeserializationContext context;

        AsText(JavaType type, ValueInstantiator creators, DeserializationContext context) {
            super(type);
            this.creators = creators;
            this.context = context;
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext writing) {
            String text = value.toString();
            if (!value.equals(creators.createFromString(context, text))) {
                writing.reportBadDefinition(handledType(), "Databind writes an object, and reads only a text");
            }
            generator.writeString(text);
        }
    }
}
