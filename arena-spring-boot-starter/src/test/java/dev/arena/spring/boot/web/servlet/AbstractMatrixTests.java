package dev.arena.spring.boot.web.servlet;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whatever ends a request, its arena ends once, then and not before. For one server and kind of thread. */
abstract class AbstractMatrixTests extends AbstractRequestTests {
    static final String JETTY = "spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration";
    static final String VIRTUAL_THREADS = "spring.threads.virtual.enabled=true";

    @ParameterizedTest
    @MethodSource("dev.arena.spring.boot.web.servlet.Endings#all")
    void requestShouldEndItsArenaOnce(Ending ending) throws Exception {
        long resets = pool.stats().resets();
        ending.exchange().with(client(), this);
        await("the arenas hear of their end").until(() -> witness.arenas.get() >= ending.arenas());
        assertEnded(ending.uses());
        assertThat(witness.arenas).hasValue(ending.arenas());
        assertThat(pool.stats().resets()).isEqualTo(resets + ending.arenas());
    }
}
