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

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The memory that an arena takes for a request, and the requests without an arena. */
class RequestLifecycleTests extends AbstractRequestTests {

    @Test
    void requestThatNeverAllocatesShouldTakeNoChunk() throws Exception {
        var before = pool.stats();
        assertThat(get("/unused").body()).isEqualTo("unused");
        var after = pool.stats();
        assertThat(after.normalChunksAllocated() + after.chunksReused())
                .isEqualTo(before.normalChunksAllocated() + before.chunksReused());
        assertThat(after.resets()).isEqualTo(before.resets());
    }

    @Test
    void secondRequestShouldReuseTheChunkOfTheFirst() throws Exception {
        get("/parameter");
        awaitNothingLive();
        var before = pool.stats();
        get("/parameter");
        awaitNothingLive();
        assertThat(pool.stats().normalChunksAllocated()).isEqualTo(before.normalChunksAllocated());
        assertThat(pool.stats().chunksReused()).isEqualTo(before.chunksReused() + 1);
    }

    @Test
    void ownerShouldBeTheRouteWithoutParameters() throws Exception {
        assertThat(get("/owner;jsessionid=secret?token=secret").body()).contains(" for GET /owner[");
        assertEnded(1);
    }

    @Test
    void resetAndCloseOfTheParameterShouldFail() throws Exception {
        assertThat(get("/ending").body()).isEqualTo("yes yes ");
        awaitNothingLive();
    }

    @Test
    void excludedPathShouldFailWithTheReason() throws Exception {
        HttpResponse<String> response = get("/excluded/path", "X-Filter-Allocates", "yes");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(witness.segments).isEmpty();
    }
}
