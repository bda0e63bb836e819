package dev.arena.spring.boot.http;

import java.util.List;

class ServletEventTests extends AbstractEventTests {

    @Override
    List<String> handlers() {
        return List.of("emitter", "flux", "events", "objects");
    }
}
