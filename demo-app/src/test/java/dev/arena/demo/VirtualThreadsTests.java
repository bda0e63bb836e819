package dev.arena.demo;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

import dev.arena.ArenaPool;

@TestPropertySource(properties = "spring.threads.virtual.enabled=true")
class VirtualThreadsTests extends MeasurementsOverHttp {

    @Autowired
    VirtualThreadsTests(ArenaPool pool, Environment environment) {
        super(pool, environment);
    }
}
