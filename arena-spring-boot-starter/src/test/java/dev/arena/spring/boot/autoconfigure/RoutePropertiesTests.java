package dev.arena.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.spring.boot.ArenaBudget;
import dev.arena.spring.boot.LearnedSizes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Settings of routes that cannot work should fail the start, and say which they are. */
class RoutePropertiesTests {

    private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class))
            .withPropertyValues("arena.pool.byte-budget=64MB");

    private final ReactiveWebApplicationContextRunner reactiveContextRunner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaReactiveAutoConfiguration.class,
                    WebFluxAutoConfiguration.class))
            .withPropertyValues("arena.pool.byte-budget=64MB");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arena.web.routes[0].byte-budget | 65MB  | not be more than arena.pool.byte-budget (67108864B)
            arena.web.routes[0].byte-budget | 1KB   | not be less than arena.chunk.min-size (4096B)
            arena.web.routes[0].path        | /{api  | no path pattern
            arena.web.routes[1].path        | /api  | another of the routes has it already
            arena.web.routes[1].path        |       | to which requests the route applies
            """)
    void badRouteShouldFailTheStartWithPropertyValueAndFix(String property, @Nullable String value,
            String reason) {
        String[] route = {"arena.web.routes[0].path=/api", "arena.web.routes[1].enabled=false",
                value == null ? "arena.web.routes[1].byte-budget=1MB" : property + "=" + value};
        if (property.contains("[0]")) {
            route[1] = "arena.enabled=true";
        }
        contextRunner.withPropertyValues(route).run(context -> {
            FailureAnalysis analysis = analysis(context.getStartupFailure());
            assertThat(analysis.getDescription()).startsWith("Property '" + property + "'").contains(reason);
            assertThat(analysis.getAction()).containsAnyOf(property, "arena.web.routes");
        });
        reactiveContextRunner.withPropertyValues(route).run(
                context -> assertThat(analysis(context.getStartupFailure()).getDescription()).contains(reason));
    }

    @Test
    void annotationBeyondThePoolShouldFailTheStartAndNameTheMethod() {
        contextRunner.withBean(Beyond.class).run(context -> {
            FailureAnalysis analysis = analysis(context.getStartupFailure());
            assertThat(analysis.getDescription()).startsWith("Annotation '@ArenaBudget of ").contains("Beyond#handle")
                    .contains("has the value '1GB'").contains("arena.pool.byte-budget (67108864B)");
            assertThat(analysis.getAction()).contains("arena.web.routes");
        });
        reactiveContextRunner.withBean(Beyond.class).run(context -> assertThat(
                analysis(context.getStartupFailure()).getDescription()).contains("Beyond#handle"));
    }

    @Test
    void annotationThatIsNoSizeShouldFailTheStartAndNameTheMethod() {
        contextRunner.withBean(NoSize.class).run(context -> assertThat(
                analysis(context.getStartupFailure()).getDescription()).contains("NoSize#handle")
                .contains("has the value 'plenty': it is no size"));
        contextRunner.withBean(MoreThanALong.class).run(context -> assertThat(
                analysis(context.getStartupFailure()).getDescription())
                .contains("has the value '9000000000TB': it is no size"));
    }

    @Test
    void learningShouldBeOnUnlessTurnedOff() {
        contextRunner.run(context -> assertThat(context).hasNotFailed().hasSingleBean(LearnedSizes.class));
        contextRunner.withPropertyValues("arena.web.learn-first-chunk=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(LearnedSizes.class));
        reactiveContextRunner.withPropertyValues("arena.web.learn-first-chunk=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(LearnedSizes.class));
    }

    private static FailureAnalysis analysis(@Nullable Throwable failure) {
        return requireNonNull(new InvalidArenaPropertyFailureAnalyzer().analyze(requireNonNull(failure)));
    }

    @RestController
    @ArenaBudget("1GB")
    static class Beyond {

        @GetMapping("/beyond")
        String handle() {
            return "";
        }
    }

    @RestController
    static class NoSize {

        @GetMapping("/no-size")
        @ArenaBudget("plenty")
        String handle() {
            return "";
        }
    }

    @RestController
    static class MoreThanALong {

        @GetMapping("/more-than-a-long")
        @ArenaBudget("9000000000TB")
        String handle() {
            return "";
        }
    }
}
