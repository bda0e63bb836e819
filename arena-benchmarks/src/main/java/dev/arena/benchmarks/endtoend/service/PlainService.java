package dev.arena.benchmarks.endtoend.service;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** A service that uses no arenas: started with and without the starter on its class path. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(HeapController.class)
public class PlainService {

    /** Starts it with the usual arguments of a Spring Boot application. */
    public static void main(String[] args) {
        SpringApplication.run(PlainService.class, args);
    }
}
