package dev.arena.benchmarks.endtoend.service;

import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the packaged demo serves in addition, when it is started with this as one of its sources. */
@Configuration(proxyBeanMethods = false)
@Import({FastjsonController.class, BytesController.class, HeapController.class, ArenaController.class})
public class Opponents {

    @Bean
    ServerHttpMessageConvertersCustomizer fastjson() {
        return converters -> converters.addCustomConverter(new FastjsonConverter());
    }
}
