package dev.arena.json;

import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which values are written and read as a mapper without settings does, which needs no mapper. The class of a serializer tells: a
 * format or a shape is kept by choosing another one.
 */
final class StandardValues {
    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    private static final ClassValue<Class<?>> SERIALIZERS = new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
            SerializationContext context = PLAIN._serializationContext();
            return context.findPrimaryPropertySerializer(type, null).getClass();
        }
    };

    private static final ClassValue<Class<?>> DESERIALIZERS = new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
            DeserializationContext context = PLAIN._deserializationContext();
            return context.findContextualValueDeserializer(context.constructType(type), null).getClass();
        }
    };

    private StandardValues() {}

    static boolean areWrittenBy(ValueSerializer<?> serializer, Class<?> type) {
        return serializer.getClass() == SERIALIZERS.get(type);
    }

    static boolean areReadBy(ValueDeserializer<?> deserializer, Class<?> type) {
        return deserializer.getClass() == DESERIALIZERS.get(type);
    }
}
