package dev.arena.spring.boot.http;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.json.ArenaJson;
import dev.arena.json.ArenaModule;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.RequestScope;

/**
 * Lets any object that Jackson reads or writes have parts of arena types. What is read is put into the arena of the request, or of
 * the other unit of work, that the calling thread is doing. Mappers that find their modules by themselves find this one.
 */
public final class RequestArenaModule extends ArenaModule {
    private static final long serialVersionUID = 1;

    /** The module, with default limits. */
    public RequestArenaModule() {
        this(ArenaJson.create());
    }

    /**
     * The module.
     *
     * @param json decodes records; its limits hold for what is read
     */
    public RequestArenaModule(ArenaJson json) {
        super(json, RequestArenaModule::current);
    }

    private static @Nullable Arena current() {
        RequestScope scope = ArenaContextHolder.current();
        return scope == null ? null : scope.arena();
    }
}
