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

package dev.arena.spring.boot.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Repeats checks once a second until they say that they are done. One virtual thread runs all checks. It lives as long as there
 * are any.
 *
 * <p>The checks are a fallback for ends of which there is no event. A servlet container reports the end of an asynchronous request
 * by {@code AsyncListener.onComplete}. Containers are known to skip that call, for example when a write on a thread of the
 * application fails while the dispatch that started the thread has not returned; {@code VanishingClientTests} makes that happen.
 * Reports of this kind are <a href="https://bz.apache.org/bugzilla/show_bug.cgi?id=63817">Tomcat bug 63817</a> and
 * <a href="https://github.com/jetty/jetty.project/issues/6951">Jetty issue 6951</a>. Nor does the JVM tell when a native call has
 * returned that keeps a memory session open. A check reads one attribute of a request or tries to close one session.
 *
 * <p>Safe for use by any thread.
 */
final class PeriodicChecks {
    private static final Logger LOG = System.getLogger(PeriodicChecks.class.getName());

    /** Short enough for memory that is lost meanwhile, which is rare, and long enough to cost nothing. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Set<Check> checks = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean running = new AtomicBoolean();

    /** Something to be looked at from time to time. */
    @FunctionalInterface
    interface Check {

        /**
         * Looks. Must not block for long, as other checks wait.
         *
         * @return whether there is nothing more to be looked at
         */
        boolean isDone();
    }

    /**
     * Repeats a check, for the first time in a second.
     *
     * @param check the check, told from others by {@code equals}
     */
    void add(Check check) {
        checks.add(check);
        start();
    }

    /**
     * Repeats a check no more.
     *
     * @param check the check
     */
    void remove(Check check) {
        checks.remove(check);
    }

    private void start() {
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("arena-requests").start(this::runUntilNoneIsLeft);
        }
    }

    private void runUntilNoneIsLeft() {
        try {
            while (!checks.isEmpty()) {
                Thread.sleep(INTERVAL);
                checks.removeIf(PeriodicChecks::isDone);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.set(false);
        }
        if (!checks.isEmpty() && !Thread.currentThread().isInterrupted()) {
            start(); // for one that was added when this was about to end
        }
    }

    private static boolean isDone(Check check) {
        try {
            return check.isDone();
        } catch (Throwable e) { // must not keep the other checks from being repeated
            LOG.log(Level.ERROR, "A periodic check failed and will not run again: " + check, e);
            return true;
        }
    }
}
