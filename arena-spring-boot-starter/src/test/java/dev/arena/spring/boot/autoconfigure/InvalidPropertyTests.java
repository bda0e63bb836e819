package dev.arena.spring.boot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class InvalidArenaPropertyTests {

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class,
                    ArenaJsonAutoConfiguration.class, ArenaMetricsAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arena.chunk.min-size      | 0B    | 512B                    | power of two
            arena.chunk.min-size      | 5000B | 512B                    | power of two
            arena.chunk.min-size      | -4KB  | 512B                    | power of two
            arena.chunk.max-size      | 2KB   | arena.chunk.min-size    | power of two
            arena.chunk.max-size      | 2GB   | 1GB                     | power of two
            arena.max-normal-alloc    | 1B    | 64B                     | Raise
            arena.max-normal-alloc    | -1KB  | 64B                     | Raise
            arena.max-normal-alloc    | 1MB   | arena.chunk.max-size    | Lower
            arena.byte-budget         | -1MB  | arena.chunk.min-size    | Raise
            arena.byte-budget         | 1B    | arena.chunk.min-size    | Raise
            arena.byte-budget         | 64TB  | arena.pool.byte-budget  | Lower
            arena.pool.byte-budget    | 0B    | arena.chunk.min-size    | Raise
            arena.pool.max-cached     | -1B   | zero                    | Raise
            arena.capacity            | -1B   | zero                    | Raise
            arena.capacity            | 33MB  | arena.byte-budget       | Lower
            arena.json.max-depth         | 0  | at least 1             | Raise
            arena.json.max-array-length  | 0  | at least 1             | Raise
            arena.json.max-object-length | -1 | at least 1             | Raise
            arena.json.max-string-length | 0  | at least 1             | Raise
            arena.json.max-values        | 0  | at least 1             | Raise
            arena.metrics.max-uri-tags   | 0  | at least 1             | Raise
            arena.pool.idle-timeout   | -1s   | negative                | duration
            arena.pool.max-wait       | -1ms  | negative                | duration
            arena.soft-limit          | 0     | more than 0             | share
            arena.soft-limit          | 1.1   | at most 1               | share
            arena.soft-limit          | NaN   | at most 1               | share
            """)
    void badValueShouldFailTheStartWithPropertyValueAndFix(String property, String value, String reason, String fix) {
        contextRunner.withPropertyValues(property + "=" + value.replace("64TB", "65536GB")).run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = requireNonNull(new InvalidArenaPropertyFailureAnalyzer()
                    .analyze(requireNonNull(context.getStartupFailure())));
            assertThat(analysis.getDescription()).contains("'" + property + "'").contains(reason);
            assertThat(analysis.getDescription() + analysis.getAction()).contains(fix);
            assertThat(analysis.getAction()).containsAnyOf(property, "duration");
        });
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void applicationThatFailsToStartShouldPrintTheAnalysis(CapturedOutput output) {
        var application = new SpringApplication(ArenaAutoConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] arguments = {"--arena.byte-budget=2MB", "--arena.pool.byte-budget=1MB"};
        assertThatException().isThrownBy(() -> application.run(arguments));
        assertThat(output).contains("APPLICATION FAILED TO START")
                .contains("Property 'arena.byte-budget' has the value '2097152B': it must not be more than "
                        + "arena.pool.byte-budget (1048576B).")
                .contains("Lower arena.byte-budget to at most 1048576B, or raise arena.pool.byte-budget.");
    }
}
