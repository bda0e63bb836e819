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

package dev.arena.spring.boot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.arena.spring.boot.actuate.ArenaMetricsAutoConfiguration;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class InvalidPropertyTests {

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class,
                    ArenaJsonAutoConfiguration.class, ArenaMetricsAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arena.pool.min-chunk-size    | 0B    | power of two from 512B
            arena.pool.min-chunk-size    | 5000B | power of two from 512B
            arena.pool.min-chunk-size    | -4KB  | power of two from 512B
            arena.pool.max-chunk-size    | 2KB   | power of two from arena.pool.min-chunk-size
            arena.pool.max-chunk-size    | 2GB   | to 1GB
            arena.pool.max-normal-alloc  | 1B    | not be less than 64B
            arena.pool.max-normal-alloc  | -1KB  | not be less than 64B
            arena.pool.max-normal-alloc  | 1MB   | not be more than arena.pool.max-chunk-size
            arena.byte-budget            | -1MB  | not be less than arena.pool.min-chunk-size
            arena.byte-budget            | 1B    | not be less than arena.pool.min-chunk-size
            arena.byte-budget            | 64TB  | not be more than arena.pool.byte-budget
            arena.pool.byte-budget       | 0B    | not be less than arena.pool.min-chunk-size
            arena.pool.max-cached        | -1B   | not be less than 0B
            arena.pool.max-quarantined   | -1B   | not be less than 0B
            arena.pool.capacity          | -1B   | not be less than 0B
            arena.pool.capacity          | 33MB  | not be more than the smaller of arena.byte-budget
            arena.pool.idle-timeout      | -1s   | not be negative
            arena.pool.max-wait          | -1ms  | not be negative
            arena.soft-limit             | 0     | more than 0 and at most 1
            arena.soft-limit             | 1.1   | more than 0 and at most 1
            arena.soft-limit             | NaN   | more than 0 and at most 1
            arena.json.max-depth         | 0     | at least 1
            arena.json.max-array-length  | 0     | at least 1
            arena.json.max-object-length | -1    | at least 1
            arena.json.max-string-length | 0     | at least 1
            arena.json.max-values        | 0     | at least 1
            arena.metrics.max-uri-tags   | 0     | at least 1
            """)
    void startShouldFailWithPropertyAndReasonOfAnInvalidValue(String property, String value, String reason) {
        contextRunner.withPropertyValues(property + "=" + value.replace("64TB", "65536GB"))
                .run(context -> assertThat(context).getFailure().rootCause().isInstanceOfSatisfying(
                        InvalidConfigurationPropertyValueException.class, failure -> {
                            assertThat(failure.getName()).isEqualTo(property);
                            assertThat(failure.getReason()).contains(reason).endsWith(".");
                        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"arena.pool.min-chunk-size=1GB", "arena.pool.min-chunk-size=1MB",
            "arena.pool.max-chunk-size=4KB", "arena.pool.byte-budget=4KB"})
    void defaultsShouldBeValidWithTheConfiguredProperty(String property) {
        contextRunner.withPropertyValues(property).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void applicationThatFailsToStartShouldPrintTheAnalysis(CapturedOutput output) {
        var application = new SpringApplication(ArenaAutoConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] arguments = {"--arena.byte-budget=2MB", "--arena.pool.byte-budget=1MB"};
        assertThatException().isThrownBy(() -> application.run(arguments));
        assertThat(output).contains("APPLICATION FAILED TO START")
                .contains("Invalid value '2MB' for configuration property 'arena.byte-budget'")
                .contains("It must not be more than arena.pool.byte-budget (1MB).");
    }
}
