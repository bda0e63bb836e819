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

package dev.arena.test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;
import dev.arena.OpenResource;

/**
 * AssertJ assertions about a pool of arenas. A failure shows where arenas and handles were opened, if the pool has
 * {@link dev.arena.LeakDetection#ALL}.
 *
 * @since 0.1.0
 */
public final class ArenaPoolAssert extends AbstractAssert<ArenaPoolAssert, ArenaPool> {

    ArenaPoolAssert(@Nullable ArenaPool actual) {
        super(actual, ArenaPoolAssert.class);
    }

    /**
     * Verifies that no arena is open.
     *
     * @return this
     */
    public ArenaPoolAssert hasNoOpenArenas() {
        isNotNull();
        long arenas = actual.stats().activeArenas();
        if (arenas > 0) {
            failWithMessage("Expected no open arena in pool '%s', but there were %d%s", actual.name(), arenas,
                    places());
        }
        return this;
    }

    /**
     * Verifies that no handle is open.
     *
     * @return this
     */
    public ArenaPoolAssert hasNoOpenHandles() {
        isNotNull();
        long handles = actual.stats().activeHandles();
        if (handles > 0) {
            failWithMessage("Expected no open handle in pool '%s', but there were %d%s", actual.name(), handles,
                    places());
        }
        return this;
    }

    /**
     * Verifies that no arena and no handle holds memory. Memory in the cache and in quarantine is permitted.
     *
     * @return this
     */
    public ArenaPoolAssert hasNoLiveMemory() {
        isNotNull();
        long live = actual.stats().liveBytes();
        if (live > 0) {
            failWithMessage("Expected no live memory in pool '%s', but there were %d bytes%s", actual.name(), live,
                    places());
        }
        return this;
    }

    /**
     * Verifies that the pool has found no leak.
     *
     * @return this
     */
    public ArenaPoolAssert hasNoLeaks() {
        isNotNull();
        long leaks = actual.stats().leaks();
        if (leaks > 0) {
            failWithMessage("Expected no leak in pool '%s', but there were %d", actual.name(), leaks);
        }
        return this;
    }

    private String places() {
        List<OpenResource> open = actual.openResources();
        var text = new StringWriter();
        var printer = new PrintWriter(text);
        for (OpenResource each : open) {
            printer.println();
            printer.print(each.kind() + " ");
            each.openedAt().printStackTrace(printer);
        }
        printer.flush();
        return text.toString();
    }
}
