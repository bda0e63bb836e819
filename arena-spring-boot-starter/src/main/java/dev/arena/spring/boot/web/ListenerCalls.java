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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Calls listeners. If one throws an exception, the others are still called.
 */
final class ListenerCalls {
    private static final Log LOG = LogFactory.getLog(ListenerCalls.class);

    private ListenerCalls() {}

    /**
     * Makes a call, and logs its exception.
     *
     * @param listener the listener, for the message
     * @param call     the call
     */
    static void call(Object listener, Runnable call) {
        try {
            call.run();
        } catch (Throwable e) { // other languages throw checked exceptions too
            LOG.error("Listener " + listener + " failed at the end of a request", e);
        }
    }
}
