package dev.arena.demo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the weather service. */
@SpringBootApplication
public class DemoApplication {

    /** Starts the weather service with the usual arguments of a Spring Boot application. */
    public static void main(String[] args) {
        SpringApplication.run(DemoApplication.class, args);
    }
}
