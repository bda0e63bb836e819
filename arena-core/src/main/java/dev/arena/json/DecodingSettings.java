package dev.arena.json;

/** What an {@link ArenaJsonBuilder} was told. */
record DecodingSettings(JsonLimits limits, boolean failOnUnknownFields, boolean failOnAbsentFields,
        boolean failOnNullForPrimitives, boolean failOnDuplicateNames) {}
