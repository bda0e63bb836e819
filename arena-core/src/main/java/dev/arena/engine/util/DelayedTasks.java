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

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks after a delay, on the JDK's common pool. The JVM has one thread that waits for the delays. That thread inherits
 * the context class loader of the thread that starts it. It is started with the system class loader, so that it does not keep a
 * closed application in memory.
 *
 * @since 0.1.0
 */
public final class DelayedTasks {

    private DelayedTasks() {}

    /** Runs {@code task} once, after {@code nanos} nanoseconds. */
    public static Future<?> schedule(Runnable task, long nanos) {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return ForkJoinPool.commonPool().schedule(task, nanos, TimeUnit.NANOSECONDS);
        } finally {
            thread.setContextClassLoader(own);
        }
    }
}
