package dev.arena.spring.boot.web.servlet;

import org.springframework.test.context.TestPropertySource;

/** The same on virtual threads. */
@TestPropertySource(properties = "spring.threads.virtual.enabled=true")
class VirtualThreadRequestLifecycleTests extends RequestLifecycleTests {}
