package dev.arena.spring.boot.web;

import org.springframework.test.context.TestPropertySource;

/** On Reactor Netty. */
@TestPropertySource(properties = "spring.main.web-application-type=reactive")
class ReactiveFairnessTests extends AbstractFairnessTests {}
