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

package dev.arena.spring.boot.json;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.json.ArenaJson;
import dev.arena.json.ArenaModule;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.RequestScope;

/**
 * Jackson module with which any object can contain arena types. These are decoded into the arena of the current thread's
 * request or other unit of work. Mappers that find their modules automatically use this module.
 *
 * @since 0.1.0
 */
public final class RequestArenaModule extends ArenaModule {
    private static final long serialVersionUID = 1;

    /** The module, with default limits. */
    public RequestArenaModule() {
        super(RequestArenaModule::current);
    }

    /**
     * The module.
     *
     * @param json its limits apply to values that are read. It decodes records for mappers of other formats than JSON
     */
    public RequestArenaModule(ArenaJson json) {
        super(json, RequestArenaModule::current);
    }

    private static @Nullable Arena current() {
        RequestScope scope = ArenaContextHolder.current();
        return scope == null ? null : scope.arena();
    }
}
