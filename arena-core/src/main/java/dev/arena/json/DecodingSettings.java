package dev.arena.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;

/** What an {@link ArenaJsonBuilder} was told; null where the mapper says it. */
record DecodingSettings(JsonLimits limits, @Nullable Boolean unknownFieldsFail, boolean failOnAbsentFields,
        @Nullable Boolean nullForPrimitivesFails, boolean failOnDuplicateNames, LazyMapper mapper) {

    boolean failOnUnknownFields() {
        return decided(unknownFieldsFail, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    boolean failOnNullForPrimitives() {
        return decided(nullForPrimitivesFails, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    private boolean decided(@Nullable Boolean here, DeserializationFeature feature) {
        return here == null ? mapper.get().isEnabled(feature) : here;
    }

    DecodingSettings withView(Class<?> view) {
        return new DecodingSettings(limits, unknownFieldsFail, failOnAbsentFields, nullForPrimitivesFails,
                failOnDuplicateNames, mapper.withView(view));
    }
}
