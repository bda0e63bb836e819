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
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpEntity;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import dev.arena.Arena;
import dev.arena.collect.IntVec;
import dev.arena.collect.RecordVec;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;

/** Advice that wraps or replaces the bodies of responses. */
@SpringBootTest(classes = AdviceTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class AdviceTests extends HttpTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            /records | {"data":[{"id":1}]}
            /ints    | {"data":[7]}
            /text    | {"data":"t"}
            /entity  | {"data":"t"}
            /bytes   | {"data":"AQ=="}
            """)
    void wrappedBodyShouldBeWritten(String path, String expected) throws Exception {
        HttpResponse<byte[]> response = get(path, "X-Advice", "wrap");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo(expected);
        assertThat(contentType(response)).startsWith("application/json");
        awaitNothingLive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            /records | "other"
            /text    | other
            /entity  | other
            /bytes   | other
            """)
    void replacedBodyShouldBeWritten(String path, String expected) throws Exception {
        HttpResponse<byte[]> response = get(path, "X-Advice", "replace");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo(expected);
        awaitNothingLive();
    }

    @Test
    void adviceShouldReceiveTheBodyOfTheHandler() throws Exception {
        for (String path : new String[]{"/text", "/entity", "/any", "/http-entity"}) {
            assertThat(text(get(path, "X-Advice", "type"))).as(path).isEqualTo("dev.arena.text.Utf8String");
            assertThat(text(get(path))).isEqualTo("t");
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Handlers.class, Advice.class})
    static class Application {}

    record Row(int id) {}

    @RestController
    static class Handlers {

        @GetMapping("/records")
        RecordVec<Row> records(Arena arena) {
            var rows = new RecordVec<>(arena, Row.class);
            rows.add(new Row(1));
            return rows;
        }

        @GetMapping("/ints")
        IntVec ints(Arena arena) {
            var ints = new IntVec(arena);
            ints.add(7);
            return ints;
        }

        @GetMapping("/text")
        Utf8String text(Arena arena) {
            return Utf8String.copyOf(arena, "t");
        }

        @GetMapping("/entity")
        ResponseEntity<Utf8String> entity(Arena arena) {
            return ResponseEntity.ok(text(arena));
        }

        @GetMapping("/any")
        ResponseEntity<?> any(Arena arena) {
            return ResponseEntity.ok(text(arena));
        }

        @GetMapping("/http-entity")
        HttpEntity<Utf8String> httpEntity(Arena arena) {
            return new HttpEntity<>(text(arena));
        }

        @GetMapping("/bytes")
        dev.arena.collect.ByteVec bytes(Arena arena) {
            var bytes = new dev.arena.collect.ByteVec(arena);
            bytes.add((byte) 1);
            return bytes;
        }
    }

    @ControllerAdvice
    static class Advice implements ResponseBodyAdvice<Object> {

        @Override
        public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
            return true;
        }

        @Override
        public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType,
                MediaType contentType, Class<? extends HttpMessageConverter<?>> converterType,
                ServerHttpRequest request, ServerHttpResponse response) {
            if (body == null) {
                return null;
            }
            String advice = request.getHeaders().getFirst("X-Advice");
            return switch (advice) {
                case "wrap" -> Map.of("data", body);
                case "replace" -> "other";
                case "type" -> body.getClass().getName();
                case null, default -> body;
            };
        }
    }
}
