package dev.arena.spring.boot.orders;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "spring.main.web-application-type=reactive")
class ReactiveOrderTests extends AbstractOrderTests {}
