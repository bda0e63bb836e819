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

package dev.arena.spring.boot.json;

import java.io.ByteArrayOutputStream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.json.ArenaJson;
import dev.arena.json.ArenaModule;
import dev.arena.json.JsonDecodingException;
import dev.arena.json.JsonInput;
import dev.arena.json.JsonLimits;
import dev.arena.json.JsonOutput;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;

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

    @Test
    void runShouldFollowTheMapperOfTheApplication() {
        contextRunner.withBean(JsonMapper.class,
                () -> JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .addMixIn(Point.class, Hiding.class).build())
                .run(context -> {
                    ArenaJson json = context.getBean(ArenaJson.class);
                    assertThatExceptionOfType(JsonDecodingException.class).isThrownBy(() -> x(json));
                    assertThat(written(json, new Point(1))).isEqualTo("{}");
                });
        contextRunner.withPropertyValues("arena.json.fail-on-unknown-fields=false").withBean(JsonMapper.class,
                () -> JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build())
                .run(context -> assertThat(x(context.getBean(ArenaJson.class))).isEqualTo(1));
    }

    @Test
    void runWithMapperThatIsMadeWithTheModuleShouldNotBeACycle() {
        contextRunner.withUserConfiguration(MapperWithModule.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(written(context.getBean(ArenaJson.class), new Point(1))).isEqualTo("{}");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class MapperWithModule {

        @Bean
        JsonMapper jsonMapper(ArenaModule module, ArenaJson json) {
            return JsonMapper.builder().addModule(module).addMixIn(Point.class, Hiding.class).build();
        }
    }

    @JsonIgnoreProperties("x")
    interface Hiding {}

    private static String written(ArenaJson json, Record value) {
        var out = new ByteArrayOutputStream();
        json.write(value, JsonOutput.of(out));
        return out.toString(UTF_8);
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
