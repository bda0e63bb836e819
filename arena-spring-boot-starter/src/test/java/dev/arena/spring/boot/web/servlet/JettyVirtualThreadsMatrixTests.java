package dev.arena.spring.boot.web.servlet;

import org.springframework.test.context.TestPropertySource;

/** On Jetty, with virtual threads. */
@TestPropertySource(properties = {AbstractMatrixTests.JETTY, AbstractMatrixTests.VIRTUAL_THREADS})
class JettyVirtualThreadsMatrixTests extends AbstractMatrixTests {}
