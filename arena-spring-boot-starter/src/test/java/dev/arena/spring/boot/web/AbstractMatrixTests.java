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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the arena of a request ends exactly once, and not before the request, for each kind of end. Each subclass uses one
 * server and one kind of thread.
 */
abstract class AbstractMatrixTests extends AbstractRequestTests {
    static final String JETTY = "spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration";
    static final String VIRTUAL_THREADS = "spring.threads.virtual.enabled=true";

    @ParameterizedTest
    @MethodSource("dev.arena.spring.boot.web.Endings#all")
    void requestShouldEndItsArenaOnce(Ending ending) throws Exception {
        long resets = pool.stats().resets();
        ending.exchange().with(client(), this);
        await("the arenas have ended").until(() -> witness.arenas.get() >= ending.arenas());
        assertEnded(ending.uses());
        assertThat(witness.arenas).hasValue(ending.arenas());
        assertThat(pool.stats().resets()).isEqualTo(resets + ending.arenas());
    }
}
