package dev.arena.spring.boot.web.servlet;

import org.springframework.test.context.TestPropertySource;

/** On Jetty. */
@TestPropertySource(properties = AbstractMatrixTests.JETTY)
class JettyVanishingClientTests extends VanishingClientTests {}
