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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of bodies in the reference agrees with the code. */
class BodyTypeTests {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)[^|]*\\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");

    @Test
    void referenceShouldListEveryType() throws Exception {
        String reference = Files.readString(Path.of("../docs/reference.md"));
        String section = reference.substring(reference.indexOf("## Bodies"),
                reference.indexOf("## Exceptions and status codes"));
        Map<String, BodyType.Form> documented = new LinkedHashMap<>();
        ROW.matcher(section).results().forEach(row -> documented.put(row.group(1), row.group(2).equals("–")
                ? row.group(4).startsWith("the text") ? BodyType.Form.TEXT : BodyType.Form.BYTES
                : row.group(3).equals("–") ? BodyType.Form.JSON : BodyType.Form.ELEMENTS));
        assertThat(documented).isEqualTo(Arrays.stream(BodyType.values())
                .collect(Collectors.toMap(type -> type.type().getSimpleName(), BodyType::form)));
    }
}
