package dev.arena.spring.boot.web.servlet;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** On Tomcat that lets an application go on with a request which belongs to another client by now. */
@Import(WithoutFacadesVanishingClientTests.Customizing.class)
class WithoutFacadesVanishingClientTests extends VanishingClientTests {

    @TestConfiguration
    static class Customizing {

        @Bean
        TomcatConnectorCustomizer keptFacades() {
            return connector -> connector.setDiscardFacades(false);
        }
    }
}
