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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With {@code arena.confinement=confined}, only the thread that has used an arena can end it. The arena therefore ends with its dispatch. */
@TestPropertySource(properties = "arena.confinement=confined")
class ConfinedRequestTests extends AbstractRequestTests {

    @Test
    void synchronousRequestShouldWork() throws Exception {
        assertThat(get("/parameter").body()).isEqualTo("42");
        assertEnded(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/callable", "/stage", "/times-out"})
    void asynchronousRequestShouldReturnItsMemoryAlthoughItsWorkersCannotUseIt(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isIn(500, 503);
        awaitNothingLive();
        assertThat(witness.cleanups.get()).isEqualTo(witness.segments.size());
        assertThat(witness.segments).allSatisfy(it -> assertThat(it.scope().isAlive()).isFalse());
    }

    @Test
    void workerShouldFailWithTheNameOfTheProperty() throws Exception {
        assertThat(get("/times-out-working").statusCode()).isEqualTo(503);
        awaitNothingLive();
        witness.openGate();
        await().untilAsserted(() -> assertThat(witness.caught).hasMessageContaining("GET /times-out-working")
                .hasMessageContaining("arena.confinement"));
    }

    @Test
    void dispatchOfTheResultShouldFailWithTheNameOfTheProperty() throws Exception {
        assertThat(get("/servlet/dispatched-twice").statusCode()).isEqualTo(500);
        assertEnded(1);
    }
}
