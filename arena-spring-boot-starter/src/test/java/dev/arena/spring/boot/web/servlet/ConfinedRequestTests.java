package dev.arena.spring.boot.web.servlet;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With {@code arena.confinement=confined}, no thread can end another's arena: it ends with the dispatch that used it. */
@TestPropertySource(properties = "arena.confinement=confined")
class ConfinedRequestTests extends AbstractRequestTests {

    @Test
    void synchronousRequestShouldWorkAsEver() throws Exception {
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
    void workerShouldBeToldWhichPropertyKeepsItFromUsingTheArena() throws Exception {
        assertThat(get("/times-out-working").statusCode()).isEqualTo(503);
        awaitNothingLive();
        witness.openGate();
        await().untilAsserted(() -> assertThat(witness.caught).hasMessageContaining("GET /times-out-working")
                .hasMessageContaining("arena.confinement"));
    }

    @Test
    void dispatchOfTheResultShouldBeToldWhichPropertyKeepsItFromUsingTheArena() throws Exception {
        assertThat(get("/servlet/dispatched-twice").statusCode()).isEqualTo(500);
        assertEnded(1);
    }
}
