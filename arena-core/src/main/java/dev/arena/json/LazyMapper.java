package dev.arena.json;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mapper that says how records look in JSON. It is asked for when the first record class is met, as an application may make
 * its mapper after what is made here, or of it.
 */
final class LazyMapper {
    private final Supplier<? extends JsonMapper> source;
    private volatile @Nullable JsonMapper mapper;

    LazyMapper(Supplier<? extends JsonMapper> source) {
        this.source = source;
    }

    /** The mapper, which also knows the types of arena memory that components can have. */
    JsonMapper get() {
        JsonMapper known = mapper;
        if (known == null) {
            known = withArenaTypes(source.get());
            mapper = known; // whoever does the same at the same time gets one that is as good
        }
        return known;
    }

    private static JsonMapper withArenaTypes(JsonMapper mapper) {
        boolean known = mapper.registeredModules().stream().anyMatch(ArenaModule.class::isInstance);
        return known ? mapper : mapper.rebuild().addModule(new ArenaModule()).build();
    }

    /** The same mapper, with a view that is active when it writes and when it reads. */
    LazyMapper withView(Class<?> view) {
        return new LazyMapper(() -> get().rebuild().defaultView(view).build());
    }
}
