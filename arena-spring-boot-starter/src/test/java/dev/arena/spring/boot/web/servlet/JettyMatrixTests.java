package dev.arena.spring.boot.web.servlet;

import org.springframework.test.context.TestPropertySource;

/** On Jetty, with platform threads. */
@TestPropertySource(properties = AbstractMatrixTests.JETTY)
class JettyMatrixTests extends AbstractMatrixTests {}
