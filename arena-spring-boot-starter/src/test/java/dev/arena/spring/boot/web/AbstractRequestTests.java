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

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Sends requests over real HTTP to {@link LifecycleApplication}, and checks its memory afterwards. */
@SpringBootTest(classes = LifecycleApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.byte-budget=64KB", "arena.pool.byte-budget=1MB", "arena.leak-detection=all",
        "arena.web.exclude=/excluded/**",
        "arena.web.routes[0].path=/routed/**", "arena.web.routes[1].path=/routed/by-path/*",
        "arena.web.routes[1].byte-budget=96KB", "arena.web.routes[2].path=/routed/off/**",
        "arena.web.routes[2].enabled=false", "arena.web.routes[3].path=/routed/off/but-this",
        "arena.web.routes[4].path=/routed/confined/**", "arena.web.routes[4].confinement=confined",
        "arena.web.routes[5].path=/routed/shared/**", "arena.web.routes[5].confinement=shared"})
abstract class AbstractRequestTests {
    @LocalServerPort
    int port;

    @Autowired
    ArenaPool pool;

    @Autowired
    Witness witness;

    @BeforeEach
    void forgetEarlierRequests() {
        awaitNothingLive();
        witness.forget();
    }

    RequestClient client() {
        return new RequestClient(port);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return client().get(path, headers);
    }

    /** Waits for the end of a request, which may follow its response. Fails if the request never ends. */
    void awaitNothingLive() {
        await().untilAsserted(() -> {
            PoolStats stats = pool.stats();
            assertThat(stats.activeArenas()).as("active arenas").isZero();
            assertThat(stats.liveBytes()).as("live bytes").isZero();
            assertThat(stats.liveChunks()).as("live chunks").isZero();
            assertThat(stats.leaks()).as("leaks").isZero();
        });
    }

    /** Asserts that each generation has ended exactly once, and that none of its segments can be read. */
    void assertEnded(int uses) {
        awaitNothingLive();
        assertThat(witness.segments).hasSize(uses);
        assertThat(witness.cleanups).hasValue(uses);
        await().untilAsserted(this::assertDead);
    }

    private void assertDead() {
        pool.trim(); // memory of shared arenas stays in quarantine until then, or until a native call has returned
        assertThat(witness.segments).allSatisfy(AbstractRequestTests::assertDead);
        assertThat(pool.stats().reservedBytes()).as("reserved bytes").isZero();
    }

    private static void assertDead(MemorySegment segment) {
        assertThat(segment.scope().isAlive()).isFalse();
        assertThatThrownBy(() -> segment.getAtIndex(ValueLayout.JAVA_LONG, 99))
                .isInstanceOfAny(IllegalStateException.class, WrongThreadException.class);
    }
}
