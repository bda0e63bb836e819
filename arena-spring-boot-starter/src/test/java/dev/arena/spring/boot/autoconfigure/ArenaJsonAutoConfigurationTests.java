package dev.arena.spring.boot.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.arena.Arena;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonDecodingException;
import dev.arena.json.JsonInput;
import dev.arena.json.JsonLimits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArenaJsonAutoConfigurationTests {

    record Point(int x) {}

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
            AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaJsonAutoConfiguration.class));

    @Test
    void runWithDefaultsShouldHaveTheLimitsOfTheLibrary() {
        contextRunner.run(context -> {
            ArenaJson json = context.getBean("arenaJson", ArenaJson.class);
            assertThat(json.limits()).isEqualTo(JsonLimits.DEFAULTS);
            assertThat(x(json)).isEqualTo(1);
        });
    }

    @Test
    void runWithPropertiesShouldBindEverySetting() {
        contextRunner
                .withPropertyValues("arena.json.max-depth=1", "arena.json.max-array-length=2",
                        "arena.json.max-object-length=3", "arena.json.max-string-length=4", "arena.json.max-values=5",
                        "arena.json.fail-on-unknown-fields=true")
                .run(context -> {
                    ArenaJson json = context.getBean(ArenaJson.class);
                    assertThat(json.limits()).isEqualTo(new JsonLimits(1, 2, 3, 4, 5));
                    assertThatExceptionOfType(JsonDecodingException.class).isThrownBy(() -> x(json));
                });
    }

    private static int x(ArenaJson json) {
        try (Arena arena = Arena.create()) {
            return json.readRecord(JsonInput.of("{\"x\":1,\"y\":2}".getBytes(UTF_8)), Point.class, arena).x();
        }
    }

    @Test
    void runWithoutJacksonShouldHaveNone() {
        contextRunner.withClassLoader(new FilteredClassLoader("tools.jackson"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaJson"));
    }

    @Test
    void runWithUserJsonShouldBackOff() {
        contextRunner.withBean("mine", ArenaJson.class, ArenaJson::create)
                .run(context -> assertThat(context).hasSingleBean(ArenaJson.class).hasBean("mine"));
    }
}
