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

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that delayed tasks run, can be cancelled, and do not change the scheduling thread. */
class DelayedTasksTests {

    @Test
    void taskRunsAndTheCallerKeepsItsClassLoader() throws Exception {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        try (var own = new URLClassLoader(new URL[0])) {
            caller.setContextClassLoader(own);
            var done = new CompletableFuture<Boolean>();
            assertThat(DelayedTasks.schedule(() -> done.complete(true), 1)).isNotNull();
            assertThat(caller.getContextClassLoader()).isSameAs(own);
            assertThat(done.get(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            caller.setContextClassLoader(before);
        }
    }

    @Test
    void taskCanBeCancelled() {
        var future = DelayedTasks.schedule(() -> {
            throw new AssertionError("was cancelled");
        }, TimeUnit.DAYS.toNanos(1));
        assertThat(future.cancel(false)).isTrue();
        assertThat(future.isCancelled()).isTrue();
    }
}
