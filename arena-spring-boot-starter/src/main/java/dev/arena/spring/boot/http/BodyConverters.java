/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.spring.boot.http;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.converter.AbstractJacksonHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.SmartHttpMessageConverter;

import dev.arena.json.ArenaJson;
import dev.arena.spring.boot.ArenaContextHolder;

/**
 * The converters of bodies in arena memory, in the order in which Spring tries them.
 */
final class BodyConverters {
    private final BodyArena arenas;
    private final List<SmartHttpMessageConverter<?>> ofServer;
    private final List<SmartHttpMessageConverter<?>> ofClient;

    private BodyConverters(BodyArena arenas, List<SmartHttpMessageConverter<?>> ofServer,
            List<SmartHttpMessageConverter<?>> ofClient) {
        this.arenas = arenas;
        this.ofServer = ofServer;
        this.ofClient = ofClient;
    }

    /**
     * Creates the converters.
     *
     * @param  context provides the arenas of bodies
     * @param  json    decodes and encodes; absent in an application without Jackson
     * @return         the converters
     */
    static BodyConverters of(ArenaContextHolder context, ObjectProvider<ArenaJson> json) {
        var arenas = new BodyArena(context);
        ArenaJson available = json.getIfAvailable();
        return available == null ? withoutJson(arenas) : withJson(arenas, available);
    }

    private static BodyConverters withoutJson(BodyArena arenas) {
        List<SmartHttpMessageConverter<?>> converters = List.of(new MemorySegmentHttpMessageConverter(arenas),
                new Utf8StringHttpMessageConverter(arenas));
        return new BodyConverters(arenas, converters, converters);
    }

    private static BodyConverters withJson(BodyArena arenas, ArenaJson json) {
        var writer = new JsonBodyWriter(json);
        var replaced = new ReplacedBody((value, out) -> writer.write(value, out, null));
        var bytes = new MemorySegmentHttpMessageConverter(arenas, replaced);
        var text = new Utf8StringHttpMessageConverter(arenas, replaced);
        return new BodyConverters(arenas, List.of(bytes, text, new ArenaJsonHttpMessageConverter(arenas, json)),
                List.of(bytes, text, new ArenaJsonHttpMessageConverter(arenas, json, true)));
    }

    /**
     * Adds these converters before those of Spring.
     *
     * @param builder the converters of the application
     */
    void addTo(HttpMessageConverters.ServerBuilder builder) {
        ofServer.forEach(builder::addCustomConverter);
    }

    /**
     * Adds these converters before those of Spring for the clients of an application. They read responses into the arena of
     * the current work. A malformed response results in an exception of the client, also if Jackson reads the response and
     * only a part of it is in the arena.
     *
     * @param builder the converters of clients
     */
    @SuppressWarnings("unchecked")
    void addTo(HttpMessageConverters.ClientBuilder builder) {
        ofClient.forEach(each -> builder.addCustomConverter(ofClient((SmartHttpMessageConverter<Object>) each)));
        builder.configureMessageConvertersList(all -> all.replaceAll(
                each -> each instanceof AbstractJacksonHttpMessageConverter<?> jackson ? ofClient(jackson) : each));
    }

    private ResponseBodyConverter ofClient(SmartHttpMessageConverter<Object> converter) {
        return new ResponseBodyConverter(converter, arenas::hasCurrent);
    }
}
