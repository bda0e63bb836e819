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

package dev.arena.spring.boot.http;

import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;

/** Finds the {@link BodyType} of a class. It loads arena types only if the class can be one. */
final class BodyTypes {

    /** Prefix of the names of all types in arena memory except segments. */
    private static final String PACKAGES = Arena.class.getPackageName();

    /** Cached, because Spring calls the method several times in each request. */
    private static final ClassValue<@Nullable BodyType> BY_CLASS = new ClassValue<>() {
        @Override
        protected @Nullable BodyType computeValue(Class<?> type) {
            if (MemorySegment.class.isAssignableFrom(type)) {
                return BodyType.SEGMENT;
            }
            if (type.getName().startsWith(PACKAGES)) {
                for (BodyType each : BodyType.values()) {
                    if (each.type() == type) {
                        return each;
                    }
                }
            }
            return null;
        }
    };

    private BodyTypes() {}

    /** The entry for a class, or null if there is none. */
    static @Nullable BodyType of(Class<?> type) {
        return BY_CLASS.get(type);
    }
}
