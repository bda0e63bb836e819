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

package dev.arena.spring.boot.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.util.pattern.PathPattern;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaBudget;
import dev.arena.spring.boot.LearnedSizes;
import dev.arena.spring.boot.autoconfigure.AnalyzedFailures;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.PathPatterns;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Invalid settings of routes make the application fail to start, with a message that names them. */
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
            arena.web.routes[0].byte-budget | 65MB  | not be more than arena.pool.byte-budget (64MB)
            arena.web.routes[0].byte-budget | 1KB   | not be less than arena.pool.min-chunk-size (4KB)
            arena.web.include[0]            | /{api  | must be a path pattern
            arena.web.exclude[0]            | /a/**/b | must be a path pattern
            arena.web.include[0]            | ''    | must be a path pattern
            arena.web.routes[0].path        | /{api  | must be a path pattern
            arena.web.routes[1].path        | api   | Another route has the same path
            arena.web.routes[1].path        | /api  | Another route has the same path
            arena.web.routes[1].path        |       | to which the route applies
            """)
    void invalidRouteShouldFailTheStartWithPropertyValueAndFix(String property, @Nullable String value,
            String reason) {
        String[] route = {"arena.web.routes[0].path=/api", "arena.web.routes[1].enabled=false",
                value == null ? "arena.web.routes[1].byte-budget=1MB" : property + "=" + value};
        if (property.contains("[0]")) {
            route[1] = "arena.enabled=true";
        }
        contextRunner.withPropertyValues(route).run(context -> assertInvalid(context, property, reason));
        reactiveContextRunner.withPropertyValues(route).run(context -> assertInvalid(context, property, reason));
    }

    @Test
    void patternWithoutSlashShouldStartWithASlash() {
        assertThat(PathPatterns.parse("arena.web.exclude", List.of("health", "/metrics", "**")))
                .extracting(PathPattern::getPatternString).containsExactly("/health", "/metrics", "/**");
    }

    @Test
    void annotationBeyondThePoolShouldFailTheStartAndNameTheMethod() {
        String[] message = {"@ArenaBudget of ", "Beyond#handle", "value is '1GB', but must be from 4KB",
                "to 64MB, the budget of the pool (arena.pool.byte-budget)"};
        contextRunner.withBean(Beyond.class).run(context -> assertFails(context, message));
        reactiveContextRunner.withBean(Beyond.class).run(context -> assertFails(context, message));
    }

    @Test
    void annotationThatIsNoSizeShouldFailTheStartAndNameTheMethod() {
        contextRunner.withBean(NoSize.class)
                .run(context -> assertFails(context, "NoSize#handle", "value is 'plenty', but must be a size"));
        contextRunner.withBean(MoreThanALong.class)
                .run(context -> assertFails(context, "value is '9000000000TB', but must be a size"));
    }

    @Test
    void annotationsThatSetNoUsableLimitShouldFailTheStart() {
        contextRunner.withBean(NoLimit.class).run(context -> assertFails(context, "NoLimit#handle", "sets no limit"));
        contextRunner.withBean(OverTotal.class)
                .run(context -> assertFails(context, "OverTotal#handle", "value is '8MB'",
                        "the total, which is '4MB'"));
    }

    @Test
    void placeholdersOfAnnotationsShouldBeResolved() {
        contextRunner.withBean(Placeholders.class).withPropertyValues("imports.budget=2MB", "imports.total=16MB")
                .run(context -> {
                    HandlerBudget budget = context.getBean(HandlerBudgets.class)
                            .of(new HandlerMethod(context.getBean(Placeholders.class), "handle"));
                    assertThat(budget.byteBudget()).isEqualTo(2 << 20);
                    assertThat(requireNonNull(budget.partition()).settings().poolByteBudget()).isEqualTo(16 << 20);
                });
        contextRunner.withBean(Placeholders.class).withPropertyValues("imports.budget=2 apples", "imports.total=16MB")
                .run(context -> assertFails(context, "value is '2 apples' (from '${imports.budget}')"));
        contextRunner.withBean(Placeholders.class).withPropertyValues("imports.total=16MB")
                .withConfiguration(AutoConfigurations.of(PropertyPlaceholderAutoConfiguration.class))
                .run(context -> assertFails(context, "@ArenaBudget of ", "Placeholders#handle",
                        "value is '${imports.budget}', which cannot be resolved"));
    }

    @Test
    void overloadedMethodsShouldHaveTheirOwnTotals() {
        contextRunner.withBean(Overloaded.class)
                .run(context -> assertThat(context.getBean(ArenaPool.class).partitions())
                        .extracting(ArenaPool::name, it -> it.settings().poolByteBudget())
                        .containsExactlyInAnyOrder(
                                tuple("route " + Overloaded.class.getName() + ".handle(String)", 1L << 20),
                                tuple("route " + Overloaded.class.getName() + ".handle(int[],Map)", 4L << 20),
                                tuple("route " + Overloaded.class.getName() + ".other", 2L << 20)));
    }

    @Test
    void learningShouldBeOnUnlessTurnedOff() {
        contextRunner.run(context -> assertThat(context).hasNotFailed().hasSingleBean(LearnedSizes.class));
        contextRunner.withPropertyValues("arena.web.learn-first-chunk=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(LearnedSizes.class));
        reactiveContextRunner.withPropertyValues("arena.web.learn-first-chunk=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(LearnedSizes.class));
    }

    private static void assertInvalid(ApplicationContextAssertProvider<?> context, String property, String reason) {
        assertThat(context.getStartupFailure()).rootCause().isInstanceOfSatisfying(
                InvalidConfigurationPropertyValueException.class, failure -> {
                    assertThat(failure.getName()).isEqualTo(property);
                    assertThat(failure.getReason()).contains(reason).endsWith(".");
                });
    }

    private static void assertFails(ApplicationContextAssertProvider<?> context, String... message) {
        for (String part : message) {
            assertThat(context.getStartupFailure()).hasStackTraceContaining(part);
        }
        assertThat(AnalyzedFailures.isAnalyzed(requireNonNull(context.getStartupFailure()))).isTrue();
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

    @RestController
    static class NoLimit {

        @GetMapping("/no-limit")
        @ArenaBudget
        String handle() {
            return "";
        }
    }

    @RestController
    static class OverTotal {

        @GetMapping("/over-total")
        @ArenaBudget(value = "8MB", total = "4MB")
        String handle() {
            return "";
        }
    }

    @RestController
    static class Overloaded {

        @GetMapping("/by-name")
        @ArenaBudget(total = "1MB")
        public String handle(@RequestParam String name) {
            return name;
        }

        @GetMapping("/by-ids")
        @ArenaBudget(value = "2MB", total = "4MB")
        public String handle(@RequestParam int[] ids, @RequestParam Map<String, String> all) {
            return all + Arrays.toString(ids);
        }

        @GetMapping("/other")
        @ArenaBudget(total = "2MB")
        public String other() {
            return "";
        }
    }

    @RestController
    static class Placeholders {

        @GetMapping("/placeholders")
        @ArenaBudget(value = "${imports.budget}", total = "${imports.total}")
        public String handle() {
            return "";
        }
    }
}
