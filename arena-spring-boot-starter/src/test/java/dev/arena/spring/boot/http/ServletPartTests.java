package dev.arena.spring.boot.http;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServletPartTests extends AbstractPartTests {

    @Test
    void aStreamShouldBeWrittenFromTheArena() throws Exception {
        assertThat(text(get("/body"))).isEqualTo("[{\"id\":7,\"name\":\"n7\"}]");
        awaitNothingLive();
    }

    @Test
    void anEmitterShouldSendFromTheArena() throws Exception {
        assertThat(text(get("/emitter")).lines().filter(line -> !line.isEmpty())).containsExactly(
                "data:[{\"id\":1,\"name\":\"n1\"}]", "data:{\"id\":2,\"text\":\"n2\",\"numbers\":[2]}");
        awaitNothingLive();
    }
}
