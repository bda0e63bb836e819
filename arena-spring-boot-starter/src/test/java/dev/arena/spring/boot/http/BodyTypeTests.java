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

/** The reference has the table of bodies as the code has it. */
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
