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

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The application configures the content of the response to a refusal. */
class ExhaustionProblemTests {

    private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner().withConfiguration(
            AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaServletAutoConfiguration.class));

    @Test
    void responseShouldNotContainUsageByDefault() {
        contextRunner.run(context -> assertThat(properties(problem(context)))
                .containsOnlyKeys("scope", "requested"));
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaReactiveAutoConfiguration.class))
                .run(context -> assertThat(properties(problem(context)))
                        .containsOnlyKeys("scope", "requested"));
    }

    @Test
    void responseShouldContainUsageIfConfigured() {
        contextRunner.withPropertyValues("arena.web.problem.include-usage=true").run(context -> assertThat(
                properties(problem(context))).containsEntry("held", 0L).containsEntry("limit",
                        4096L));
    }

    @ParameterizedTest
    @CsvSource({"1s, 1", "2500ms, 3", "5m, 300", "1ns, 1", "0, "})
    void retryAfterShouldBeConfigurableInWholeSeconds(String property, @Nullable String header) {
        contextRunner.withPropertyValues("arena.web.problem.retry-after=" + property).run(context -> {
            var answer = problem(context).answer(refusedByPool(), Locale.ROOT);
            assertThat(answer.getStatusCode().value()).isEqualTo(503);
            assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo(header);
        });
    }

    @Test
    void negativeRetryAfterShouldFailTheStart() {
        contextRunner.withPropertyValues("arena.web.problem.retry-after=-1s").run(
                context -> assertThat(context).getFailure().rootCause()
                        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                        .hasMessageContaining("arena.web.problem.retry-after"));
    }

    @Test
    void messagesOfTheApplicationShouldReplaceTitleAndDetail() {
        var messages = new StaticMessageSource();
        messages.addMessage("problemDetail.title.dev.arena.ArenaExhaustedException.arena", Locale.GERMAN, "Zu groß");
        messages.addMessage("problemDetail.dev.arena.ArenaExhaustedException.arena", Locale.GERMAN,
                "Die Anfrage braucht {0} Bytes, erlaubt sind {2}.");
        contextRunner.withBean("messageSource", MessageSource.class, () -> messages).run(context -> {
            ExhaustionProblem problem = problem(context);
            ProblemDetail german = requireNonNull(problem.answer(refusedByArena(), Locale.GERMAN).getBody());
            assertThat(german.getTitle()).isEqualTo("Zu groß");
            assertThat(german.getDetail()).isEqualTo("Die Anfrage braucht 8.192 Bytes, erlaubt sind 4.096.");
            ProblemDetail english = requireNonNull(problem.answer(refusedByArena(), Locale.ENGLISH).getBody());
            assertThat(english.getTitle()).isEqualTo("Content Too Large");
            assertThat(english.getDetail()).isEqualTo("This request needs more memory than a request may use.");
        });
    }

    private static ExhaustionProblem problem(ApplicationContext context) {
        return ExhaustionProblem.of(context.getBean(ArenaProperties.class), context);
    }

    private static Map<String, Object> properties(ExhaustionProblem problem) {
        ResponseEntity<ProblemDetail> answer = problem.answer(refusedByArena(), Locale.ROOT);
        assertThat(answer.getStatusCode().value()).isEqualTo(413);
        return requireNonNull(requireNonNull(answer.getBody()).getProperties());
    }

    private static ArenaExhaustedException refusedByArena() {
        try (Arena arena = Arena.builder().byteBudget(4096).build()) {
            return requireNonNull(catchThrowableOfType(ArenaExhaustedException.class, () -> arena.allocate(5000, 1)));
        }
    }

    private static ArenaExhaustedException refusedByPool() {
        try (ArenaPool pool = Arena.builder().poolByteBudget(4096).buildPool(); Arena arena = pool.open()) {
            return requireNonNull(catchThrowableOfType(ArenaExhaustedException.class, () -> arena.allocate(5000, 1)));
        }
    }
}
