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

import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.http.codec.CodecConfigurer.CustomCodecs;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.web.reactive.function.client.WebClient;

import dev.arena.json.ArenaJson;
import dev.arena.spring.boot.ArenaContextHolder;

/**
 * Customizes {@link WebClient} to read responses into an arena and to write request bodies from an arena. The arena is that
 * of the request whose pipeline makes the call. Outside such a pipeline, it is the current arena of the subscribing thread.
 * That arena must be shared, because a response arrives on another thread.
 *
 * <p>The byte budget of the arena limits the size of a response. A malformed response results in a
 * {@link org.springframework.core.codec.DecodingException}.
 *
 * <p>Safe for use by any thread.
 */
final class ArenaWebClientCustomizer implements WebClientCustomizer {
    private final ArenaContextHolder context;
    private final List<HttpMessageReader<?>> readers;
    private final List<HttpMessageWriter<?>> writers;

    private ArenaWebClientCustomizer(ArenaContextHolder context, List<HttpMessageReader<?>> readers,
            List<HttpMessageWriter<?>> writers) {
        this.context = context;
        this.readers = readers;
        this.writers = writers;
    }

    /**
     * For bodies of bytes and text.
     *
     * @param  context provides the arena of the calling thread
     * @return         the customizer
     */
    static ArenaWebClientCustomizer withoutJson(ArenaContextHolder context) {
        return new ArenaWebClientCustomizer(context,
                List.of(new MemorySegmentHttpMessageReader(), new Utf8StringHttpMessageReader()),
                List.of(new MemorySegmentHttpMessageWriter(), new Utf8StringHttpMessageWriter()));
    }

    /**
     * For bodies of bytes, text and JSON.
     *
     * @param  context provides the arena of the calling thread
     * @param  json    decodes and encodes
     * @return         the customizer
     */
    static ArenaWebClientCustomizer withJson(ArenaContextHolder context, ArenaJson json) {
        return new ArenaWebClientCustomizer(context,
                List.of(new MemorySegmentHttpMessageReader(), new Utf8StringHttpMessageReader(),
                        new ArenaJsonHttpMessageReader(json, null)),
                List.of(new MemorySegmentHttpMessageWriter(), new Utf8StringHttpMessageWriter(),
                        new ArenaJsonHttpMessageWriter(json)));
    }

    @Override
    public void customize(WebClient.Builder builder) {
        builder.codecs(codecs -> {
            CustomCodecs custom = codecs.customCodecs();
            readers.forEach(reader -> custom.register(new ResponseBodyReader(reader)));
            writers.forEach(custom::register);
        }).filter(new CallerArenaFilter(context));
    }
}
