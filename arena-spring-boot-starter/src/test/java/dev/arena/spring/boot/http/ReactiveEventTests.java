package dev.arena.spring.boot.http;

import java.util.List;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "spring.main.web-application-type=reactive")
class ReactiveEventTests extends AbstractEventTests {

    @Override
    List<String> handlers() {
        return List.of("flux", "events", "objects");
    }
}
