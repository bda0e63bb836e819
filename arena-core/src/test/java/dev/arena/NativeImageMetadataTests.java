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

package dev.arena;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the metadata for native images lists exactly the fields and functions that the code uses. */
class NativeImageMetadataTests {
    private static final String METADATA = "/META-INF/native-image/dev.arena/arena-core/reachability-metadata.json";
    private static final Pattern FIELD = Pattern.compile("findVarHandle\\((\\w+)\\.class, \"(\\w+)\"");

    private final JsonNode metadata = metadata();

    private static JsonNode metadata() {
        try (InputStream in = NativeImageMetadataTests.class.getResourceAsStream(METADATA)) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void fieldsOfVarHandlesAreRegistered() throws Exception {
        List<String> registered = metadata.get("reflection").valueStream().flatMap(type -> type.get("fields")
                .valueStream().map(it -> type.get("type").asString() + "." + it.get("name").asString())).toList();
        for (String field : registered) {
            int dot = field.lastIndexOf('.');
            assertThat(Class.forName(field.substring(0, dot)).getDeclaredField(field.substring(dot + 1))).isNotNull();
        }
        List<String> used;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            used = sources.filter(it -> it.toString().endsWith(".java")).map(NativeImageMetadataTests::read)
                    .flatMap(it -> FIELD.matcher(it).results()).map(it -> it.group(1) + "." + it.group(2)).toList();
        }
        assertThat(registered).extracting(it -> it.replaceFirst("^[a-z.]+", ""))
                .containsExactlyInAnyOrderElementsOf(used);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nativeFunctionsAreRegistered() {
        List<MethodType> registered = metadata.get("foreign").get("downcalls").valueStream()
                .map(it -> MethodType.methodType(type(it.get("returnType").asString()),
                        it.get("parameterTypes").valueStream()
                                .<Class<?>>map(each -> type(each.asString())).toList()))
                .toList();
        NativeChunkSource.Functions functions = NativeChunkSource.Functions.link();
        List<MethodType> used = Stream.of(functions.calloc(), functions.free(), functions.mallocTrim())
                .filter(Objects::nonNull).map(MethodHandle::type).toList();
        assertThat(used).hasSizeGreaterThanOrEqualTo(2);
        assertThat(registered).containsAll(used);
    }

    private static Class<?> type(String name) {
        return switch (name) {
            case "void" -> void.class;
            case "jint" -> int.class;
            case "jlong" -> long.class;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
