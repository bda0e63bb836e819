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
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** With {@code arena.confinement=shared}, any thread may use the allocations of filters and synchronous handlers. */
@TestPropertySource(properties = "arena.confinement=shared")
class SharedRequestTests extends AbstractRequestTests {

    @ParameterizedTest
    @CsvSource({"/parameter, 42, 2", "/callable, 42, 3", "/deferred, 42, 2", "/stage, 42, 2"})
    void anyThreadShouldBeAbleToUseTheArenaOfARequest(String path, String body, int uses) throws Exception {
        assertThat(get(path, "X-Filter-Allocates", "yes").body()).isEqualTo(body);
        assertEnded(uses);
    }
}
