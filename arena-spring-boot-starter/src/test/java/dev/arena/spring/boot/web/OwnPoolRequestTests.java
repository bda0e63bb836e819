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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import dev.arena.Arena;
import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;

/** The confinement property also applies to an application's own pool with another confinement. */
@TestPropertySource(properties = "arena.confinement=shared")
@Import(OwnPoolRequestTests.OwnPool.class)
class OwnPoolRequestTests extends AbstractRequestTests {

    @ParameterizedTest
    @ValueSource(strings = {"/callable", "/deferred", "/stage"})
    void asynchronousRequestShouldUseASharedArena(String path) throws Exception {
        assertThat(pool.name()).isEqualTo("own");
        assertThat(get(path).body()).isEqualTo("42");
        awaitNothingLive();
    }

    @TestConfiguration
    static class OwnPool {

        @Bean
        ArenaPool own() {
            return Arena.builder().name("own").buildPool();
        }
    }
}
