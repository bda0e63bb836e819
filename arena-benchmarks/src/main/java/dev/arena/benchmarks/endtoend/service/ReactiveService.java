package dev.arena.benchmarks.endtoend.service;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The requests that need no database, with WebFlux. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({HeapController.class, ArenaController.class})
public class ReactiveService {

    /** Starts it with the usual arguments of a Spring Boot application. */
    public static void main(String[] args) {
        var application = new SpringApplication(ReactiveService.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.run(args);
    }
}
