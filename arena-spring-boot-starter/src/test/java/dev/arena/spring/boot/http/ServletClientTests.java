package dev.arena.spring.boot.http;

import java.util.List;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "spring.http.clients.imperative.factory=jdk")
class ServletClientTests extends AbstractClientTests {

    @Override
    List<String> clients() {
        return List.of("rest", "web");
    }
}
