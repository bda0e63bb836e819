package dev.arena.json;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.record.RecordLayout;

/**
 * What databind reads into a component.
 *
 * @param field        the component
 * @param names        the names under which it is read; none if databind ignores them all
 * @param required     whether its absence is an error
 * @param defaultValue what stands for it where it is absent, or null
 * @param constants    the names of an enum's constants, or null
 * @param deserializer what databind reads it by
 */
record ReadProperty(Field field, List<String> names, boolean required, @Nullable String defaultValue,
        @Nullable EnumNames constants, ValueDeserializer<?> deserializer) {

    /** What a deserializer of a record class has found out about a property. */
    static ReadProperty of(SettableBeanProperty property, StandardDeserializer deserializer, RecordLayout<?> layout,
            JsonMapper mapper) {
        Field field = layout.fields().get(property.getCreatorIndex());
        DeserializationContextExt context = mapper._deserializationContext();
        return new ReadProperty(field, deserializer.readNames(property, context), property.isRequired(),
                property.getMetadata().getDefaultValue(),
                field.kind() == FieldKind.ENUM
                        ? EnumNames.read(field.type(), property.getValueDeserializer(), mapper._serializationContext(),
                                context)
                        : null,
                property.getValueDeserializer());
    }

    /** Its name, for people. */
    String name() {
        return names.getFirst();
    }

    /** Whether its values are those that are read without databind. For records, their own properties say that. */
    boolean isStandard() {
        return switch (field.kind()) {
            case RECORD, ENUM -> true;
            case UTF8 -> deserializer instanceof ArenaModule.Decoded<?>;
            default -> field.kind().compareTo(FieldKind.RECORD) < 0
                    && StandardValues.areReadBy(deserializer, field.type());
        };
    }
}
