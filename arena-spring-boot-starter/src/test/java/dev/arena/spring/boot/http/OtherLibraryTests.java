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

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Converters of libraries that do not know the types of the arena write them like the types of the JDK. */
@SpringBootTest(classes = {TableApplication.class,
        OtherLibraryTests.Jackson2.class}, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OtherLibraryTests extends HttpTests {
    private static final String TYPE = "application/x-jackson2";

    /** Spring has such converters for formats for which only Jackson 2 is on the class path. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Jackson2 {

        @Bean
        @SuppressWarnings("removal")
        ServerHttpMessageConvertersCustomizer jackson2() {
            var converter = new MappingJackson2HttpMessageConverter();
            converter.setSupportedMediaTypes(List.of(MediaType.parseMediaType(TYPE)));
            return builder -> builder.addCustomConverter(converter);
        }
    }

    static Stream<BodyType> types() {
        return AbstractBodyTableTests.typesOfJson();
    }

    @ParameterizedTest
    @MethodSource("types")
    void bodyShouldHaveTheSameMeaning(BodyType type) throws Exception {
        String document = AbstractBodyTableTests.document(type);
        for (String kind : List.of("", "/entity", "/any", "/mono")) {
            HttpResponse<byte[]> response = post("/" + type + kind, document, "Content-Type", "application/json",
                    "Accept",
                    TYPE);
            assertThat(response.statusCode()).as(kind).isEqualTo(200);
            assertThat(JsonMapper.shared().readTree(response.body())).as(kind)
                    .isEqualTo(JsonMapper.shared().readTree(document));
        }
        awaitNothingLive();
    }
}
