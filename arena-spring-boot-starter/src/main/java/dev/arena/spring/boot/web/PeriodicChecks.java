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

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Repeats checks once per second until they report completion. One virtual thread runs all checks. It exists only while there
 * are checks.
 *
 * <p>The checks are a fallback for ends without an event. A servlet container reports the end of an asynchronous request by
 * {@code AsyncListener.onComplete}. Containers are known to omit that call. For example, a write on a thread of the
 * application fails while the dispatch that started the thread has not returned. {@code VanishingClientTests} reproduces this
 * case. Related reports are <a href="https://bz.apache.org/bugzilla/show_bug.cgi?id=63817">Tomcat bug 63817</a> and <a
 * href="https://github.com/jetty/jetty.project/issues/6951">Jetty issue 6951</a>. The JVM does not report either when a
 * native call has returned that kept a memory session open. A check reads one attribute of a request, or tries to close one
 * session.
 *
 * <p>Safe for use by any thread.
 */
final class PeriodicChecks {
    private static final Log LOG = LogFactory.getLog(PeriodicChecks.class);

    /** A missed end is rare, so its memory may stay in use for a second. One run per second costs nothing noticeable. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Set<Check> checks = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean running = new AtomicBoolean();

    /** A check that runs periodically. */
    @FunctionalInterface
    interface Check {

        /**
         * Runs the check. It must not block for long, because other checks wait.
         *
         * @return whether the check is complete
         */
        boolean isDone();
    }

    /**
     * Adds a check. It first runs after a second.
     *
     * @param check the check, identified by {@code equals}
     */
    void add(Check check) {
        checks.add(check);
        start();
    }

    /**
     * Removes a check.
     *
     * @param check the check
     */
    void remove(Check check) {
        checks.remove(check);
    }

    private void start() {
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("arena-requests").start(this::runChecks);
        }
    }

    private void runChecks() {
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
            start(); // for a check that was added while this thread was ending
        }
    }

    private static boolean isDone(Check check) {
        try {
            return check.isDone();
        } catch (Throwable e) { // must not prevent the other checks from running
            LOG.error("A periodic check failed and will not run again: " + check, e);
            return true;
        }
    }
}
