package dev.arena.spring.boot.web.servlet;

import org.springframework.test.context.TestPropertySource;

/** On Tomcat, with virtual threads. */
@TestPropertySource(properties = AbstractMatrixTests.VIRTUAL_THREADS)
class TomcatVirtualThreadsMatrixTests extends AbstractMatrixTests {}
