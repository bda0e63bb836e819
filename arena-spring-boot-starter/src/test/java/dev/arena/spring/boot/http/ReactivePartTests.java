package dev.arena.spring.boot.http;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "spring.main.web-application-type=reactive")
class ReactivePartTests extends AbstractPartTests {}
