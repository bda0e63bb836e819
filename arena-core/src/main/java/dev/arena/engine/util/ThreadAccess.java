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

package dev.arena.engine.util;

import java.lang.foreign.MemorySegment;

/**
 * Tells which threads can access memory.
 *
 * @since 0.1.0
 */
public final class ThreadAccess {

    /** Never started. It inherits nothing from the thread that loads this class, in particular no class loader of an application. */
    private static final Thread OTHER = Thread.ofPlatform().inheritInheritableThreadLocals(false).unstarted(() -> {});

    private ThreadAccess() {}

    /** Whether only one thread can access the memory. */
    public static boolean isConfined(MemorySegment memory) {
        return !memory.isAccessibleBy(OTHER);
    }
}
