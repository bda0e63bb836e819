package dev.arena.spring.boot.http;

import java.util.List;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "spring.main.web-application-type=reactive")
class ReactiveClientTests extends AbstractClientTests {

    @Override
    List<String> clients() {
        return List.of("web");
    }
}
