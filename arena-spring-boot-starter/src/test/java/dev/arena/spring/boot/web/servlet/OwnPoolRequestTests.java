package dev.arena.spring.boot.web.servlet;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import dev.arena.Arena;
import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;

/** The confinement property holds also with a pool of the application's own, which says otherwise. */
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
