package dev.arena.spring.boot.http;

import org.springframework.test.context.TestPropertySource;

/** On Jetty. */
@TestPropertySource(properties = "spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration")
class JettyHalfSentBodyTests extends HalfSentBodyTests {}
