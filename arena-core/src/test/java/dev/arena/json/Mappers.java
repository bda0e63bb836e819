package dev.arena.json;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Mappers of tests. */
final class Mappers {
    /** As of Jackson 2: what is absent or null and primitive is zero or false. */
    static final JsonMapper LENIENT = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Mappers() {}
}
