package dev.arena.spring.boot.http;

import org.springframework.test.context.TestPropertySource;

/** With the client of Reactor Netty below {@code RestClient}. */
@TestPropertySource(properties = "spring.http.clients.imperative.factory=reactor")
class ReactorRestClientTests extends ServletClientTests {}
