package dev.arena.json;

/** What an {@link ArenaJsonBuilder} was told. */
record DecodingSettings(JsonLimits limits, LazyMapper mapper) {

    DecodingSettings withView(Class<?> view) {
        return new DecodingSettings(limits, mapper.withView(view));
    }
}
