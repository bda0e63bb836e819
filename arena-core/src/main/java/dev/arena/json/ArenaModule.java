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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.module.SimpleModule;

import dev.arena.Arena;

/**
 * Jackson module with which databind reads and writes arena types as parts of ordinary objects. The parts are written as by
 * {@link ArenaJson#write}. Records in arena memory are read and written as the mapper reads and writes records: its settings
 * and mix-ins, the active view, and annotations of the property apply.
 *
 * <p>Values are decoded into the arena that the reader names by
 * {@code mapper.readerFor(type).withAttribute(ArenaModule.ARENA, arena)}, or else into the current arena of the supplier that
 * the module has. If there is no arena, databind throws an exception whose message describes the remedy.
 *
 * <p>A mapper that finds its modules automatically finds such a module only if another library registers it, as the Spring
 * Boot starter does.
 *
 * @since 0.1.0
 */
public class ArenaModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    /** Prefix of the names of all arena types. */
    private static final String PACKAGES = Arena.class.getPackageName();

    /**
     * Key of the attribute with the arena for deserialized values. Its value is the arena, or a {@link Supplier} that opens
     * the arena.
     */
    public static final Object ARENA = "dev.arena.Arena";

    /** Null until databind reads an arena type, if the caller has supplied none. */
    private transient @Nullable ArenaJson json;

    private final transient Supplier<? extends @Nullable Arena> current;

    /** Creates a module with the limits of {@link JsonLimits#DEFAULTS} and no current arena. */
    public ArenaModule() {
        this(() -> null);
    }

    /**
     * Creates a module with the limits of {@link JsonLimits#DEFAULTS}.
     *
     * @param current supplies the arena for a reader that names none; null if there is currently none
     */
    protected ArenaModule(Supplier<? extends @Nullable Arena> current) {
        super("dev.arena");
        this.current = current;
    }

    /**
     * Creates a module without a current arena.
     *
     * @param json its limits apply to deserialized values. It decodes records for mappers of other formats than JSON
     */
    public ArenaModule(ArenaJson json) {
        this(json, () -> null);
    }

    /**
     * Creates a module.
     *
     * @param json    its limits apply to deserialized values. It decodes records for mappers of other formats than JSON
     * @param current supplies the arena for a reader that names none; null if there is currently none
     */
    public ArenaModule(ArenaJson json, Supplier<? extends @Nullable Arena> current) {
        this(current);
        this.json = json;
    }

    /** The same for all modules of this class. A mapper therefore uses only one of them: the last. */
    @Override
    public final Object getRegistrationId() {
        return ArenaModule.class.getName();
    }

    /**
     * Serializers are created for each mapper, because they cache the mapper's information about record classes. They, and
     * deserializers, are created when databind first writes or reads an arena type.
     */
    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new ArenaSerializers());
        context.addDeserializers(new ArenaDeserializers(this, context.getOwner()));
        context.appendAnnotationIntrospector(new ArenaRootNames());
    }

    /** Whether a class can be an arena type. Loads no arena types, so that mappers without them do not load them either. */
    static boolean mayHandle(Class<?> type) {
        return type.getName().startsWith(PACKAGES);
    }

    /** Has the limits, and decodes records of other formats than JSON. */
    final synchronized ArenaJson json() {
        if (json == null) {
            json = ArenaJson.create();
        }
        return json;
    }

    /** Supplies the arena for a reader that names none. */
    final Supplier<? extends @Nullable Arena> current() {
        return current;
    }
}
