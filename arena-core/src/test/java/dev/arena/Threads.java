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

package dev.arena;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Threads for tests that expect them to block or to finish. */
final class Threads {
    private static final Set<Thread.State> GOES_ON = EnumSet.of(Thread.State.NEW, Thread.State.RUNNABLE,
            Thread.State.BLOCKED);

    private Threads() {}

    /** Starts a platform thread that runs {@code task}, and does not wait for it. */
    static <T> Started<T> start(Callable<T> task) {
        var future = new FutureTask<T>(task);
        var thread = new Thread(future);
        thread.start();
        return new Started<>(thread, future);
    }

    /**
     * A thread and its future result.
     *
     * @param <T> type of the result
     */
    record Started<T>(Thread thread, FutureTask<T> task) {

        /** Returns when the thread waits or has ended. A monitor blocks a thread only briefly, so such a thread goes on. */
        Started<T> untilStuck() {
            while (GOES_ON.contains(thread.getState())) {
                Thread.onSpinWait();
            }
            return this;
        }

        T answer() throws Exception {
            return task.get();
        }
    }
}
