package dev.arena.spring.boot.rawbody;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration")
class JettyRawBodyTests extends ServletRawBodyTests {}
