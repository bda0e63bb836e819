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
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;

/** Tells which classes of bodies are in arena memory, and which of them are written as JSON. */
final class JsonBody {
    private static final ClassValue<Boolean> NEEDS_ARENA = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return needsArena(type, new HashSet<>());
        }
    };

    private JsonBody() {}

    /** Whether values of a type are written from arena memory. */
    static boolean isWritable(Class<?> type, boolean lines) {
        BodyType body = BodyTypes.of(type);
        return body != null && body.isJson() && (!lines || body.hasLines());
    }

    /** Whether values of a type, or parts of them, are in arena memory. */
    static boolean isInArena(Class<?> type) {
        return BodyTypes.of(type) != null || isRecordInArena(type);
    }

    /** Whether a type is a record with components of arena types, at any depth. */
    static boolean isRecordInArena(Class<?> type) {
        return type.isRecord() && NEEDS_ARENA.get(type);
    }

    private static boolean needsArena(Class<?> type, Set<Class<?>> seen) {
        if (BodyTypes.of(type) != null && type != MemorySegment.class) {
            return true;
        }
        if (type.isRecord() && seen.add(type)) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (needsArena(component.getType(), seen)) {
                    return true;
                }
            }
        }
        return false;
    }
}
