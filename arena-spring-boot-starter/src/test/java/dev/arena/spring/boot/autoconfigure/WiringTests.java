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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.WithArena;
import dev.arena.spring.boot.web.ArenaReactiveAutoConfiguration;
import dev.arena.spring.boot.web.ArenaServletAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The starter does not change how an application's own beans of the same types are injected. */
class WiringTests {
    private static final String INJECTED = "Arena of the current request or unit of work";
    private static final String CHOICE = "There are 2 arena pools (first, second) and none of them is @Primary";

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class));

    @Test
    void ownForeignArenaShouldBeTheCandidateForItsType() {
        contextRunner.withUserConfiguration(OwnForeignArena.class, TableConfiguration.class).run(context -> {
            assertThat(context).hasNotFailed();
            java.lang.foreign.Arena own = context.getBean("global", java.lang.foreign.Arena.class);
            assertThat(context.getBean(Table.class).arena()).isSameAs(own);
            assertThat(context.getBean(java.lang.foreign.Arena.class)).isSameAs(own);
            assertThat(context.getBean(Arena.class)).hasToString(INJECTED);
        });
    }

    @Test
    void ownForeignArenaShouldKeepTheNameArena() {
        contextRunner.withUserConfiguration(OwnForeignArenaWithOurName.class, TableConfiguration.class)
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(Arena.class).hasBean("arenaTemplate");
                    assertThat(context.getBean(Table.class).arena()).isSameAs(context.getBean("arena"));
                });
    }

    @Test
    void foreignArenaShouldBeTheInjectedOneIfThereIsNoOther() {
        contextRunner.withUserConfiguration(TableConfiguration.class)
                .run(context -> assertThat(context.getBean(Table.class).arena()).hasToString(INJECTED));
    }

    @Test
    void injectedArenaShouldExplainThatNoPoolIsPrimary() {
        contextRunner.withUserConfiguration(TwoPools.class).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(ArenaTemplate.class);
            assertThatIllegalStateException().isThrownBy(() -> context.getBean(Arena.class).allocate(8))
                    .withMessageStartingWith(CHOICE)
                    .withMessageContaining("Mark the pool for web requests as @Primary");
        });
    }

    @Test
    void startShouldWarnThatNoPoolIsPrimary() {
        try (var log = new CapturedLog()) {
            contextRunner.withUserConfiguration(TwoPools.class).run(context -> assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line).startsWith("WARN " + CHOICE)));
        }
    }

    @Test
    void startShouldNotWarnIfOnePoolIsPrimaryOrTheOthersAreNoCandidates() {
        try (var log = new CapturedLog()) {
            startWithOneCandidate();
            assertThat(log.lines()).isNotEmpty().allSatisfy(
                    line -> assertThat(line).doesNotContain("@Primary").doesNotContain("hidden"));
        }
    }

    private void startWithOneCandidate() {
        contextRunner.withUserConfiguration(PrimaryPool.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(ArenaTemplate.class);
            assertThat(context.getBean(ArenaTemplate.class).pool()).isSameAs(context.getBean("first"));
        });
        contextRunner.withBean("hidden", ArenaPool.class, () -> Arena.builder().buildPool(),
                definition -> definition.setAutowireCandidate(false)).withBean("mine", ArenaPool.class,
                        () -> Arena.builder().buildPool())
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ArenaTemplate.class));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void missingTemplateShouldBeReportedWithTheNamesOfThePools(CapturedOutput output) {
        var application = new SpringApplication(NeedsTemplate.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThatException().isThrownBy(application::run);
        assertThat(output).contains("APPLICATION FAILED TO START").contains(CHOICE)
                .contains("Mark the pool for web requests as @Primary");
    }

    @Test
    void methodWithArenaShouldFailWithTheChoice() {
        contextRunner.withUserConfiguration(TwoPools.class).withBean(Job.class)
                .run(context -> assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
                        .isThrownBy(context.getBean(Job.class)::run).withMessageContaining(CHOICE)
                        .withMessageContaining("Mark the pool for web requests as @Primary"));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void budgetOfMethodWithArenaShouldBeReportedWithTheNamesOfThePools(CapturedOutput output) {
        var application = new SpringApplication(NeedsBudget.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThatException().isThrownBy(application::run);
        assertThat(output).contains("APPLICATION FAILED TO START").contains(CHOICE);
    }

    @Test
    void templateThatIsNoDefaultCandidateShouldNotReplaceThatOfThePrimaryPool() {
        contextRunner.withUserConfiguration(PrimaryPool.class, TemplateOfSecond.class).run(context -> {
            ArenaTemplate template = context.getBean(Injected.class).template();
            assertThat(template).isSameAs(context.getBean("arenaTemplate"));
            assertThat(template.pool()).isSameAs(context.getBean("first"));
            assertThat(context.getBean(Injected.class).ofSecond().pool()).isSameAs(context.getBean("second"));
        });
    }

    @Test
    void servletHandlerShouldFailWithTheChoice() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class,
                        ArenaPoolChoiceAutoConfiguration.class, ArenaServletAutoConfiguration.class,
                        WebMvcAutoConfiguration.class))
                .withUserConfiguration(TwoPools.class, Handlers.class)
                .run(context -> assertThat(MockMvcTester.from(context).get().uri("/parameter")).hasStatus(500)
                        .bodyText().startsWith(CHOICE));
    }

    @Test
    void reactiveHandlerShouldFailWithTheChoice() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class,
                        ArenaReactivePoolChoiceAutoConfiguration.class, ArenaReactiveAutoConfiguration.class,
                        WebFluxAutoConfiguration.class))
                .withUserConfiguration(TwoPools.class, Handlers.class)
                .run(context -> assertThat(WebTestClient.bindToApplicationContext(context).build().get()
                        .uri("/parameter").exchange().expectStatus().isEqualTo(500).expectBody(String.class)
                        .returnResult().getResponseBody()).startsWith(CHOICE));
    }

    @Test
    void primaryPoolShouldBeChosen() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class,
                        ArenaPoolChoiceAutoConfiguration.class, ArenaServletAutoConfiguration.class))
                .withUserConfiguration(PrimaryPool.class)
                .run(context -> assertThat(context).hasNotFailed().hasBean("arenaFilter")
                        .doesNotHaveBean(ArenaPoolChoiceAutoConfiguration.class));
    }

    record Table(java.lang.foreign.Arena arena) {}

    @Configuration(proxyBeanMethods = false)
    static class TableConfiguration {

        @Bean
        Table table(java.lang.foreign.Arena arena) {
            return new Table(arena);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnForeignArena {

        @Bean(destroyMethod = "")
        java.lang.foreign.Arena global() {
            return java.lang.foreign.Arena.ofAuto();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnForeignArenaWithOurName {

        @Bean(destroyMethod = "")
        java.lang.foreign.Arena arena() {
            return java.lang.foreign.Arena.ofAuto();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoPools {

        @Bean
        ArenaPool first() {
            return Arena.builder().name("first").buildPool();
        }

        @Bean
        ArenaPool second() {
            return Arena.builder().name("second").buildPool();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryPool {

        @Bean
        @Primary
        ArenaPool first() {
            return Arena.builder().name("first").poolByteBudget(1 << 20).buildPool();
        }

        @Bean
        ArenaPool second() {
            return Arena.builder().name("second").poolByteBudget(1 << 20).buildPool();
        }
    }

    static class Job {

        @WithArena
        public void run() {}
    }

    static class JobWithBudget {

        @WithArena(byteBudget = "1MB")
        public void run() {}
    }

    record Injected(ArenaTemplate template, @Qualifier("ofSecond") ArenaTemplate ofSecond) {}

    @Configuration(proxyBeanMethods = false)
    @Import(Injected.class)
    static class TemplateOfSecond {

        @Bean(defaultCandidate = false)
        ArenaTemplate ofSecond(@Qualifier("second") ArenaPool second, ArenaContextHolder context) {
            return new ArenaTemplate(second, context);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ArenaAutoConfiguration.class)
    @Import(JobWithBudget.class)
    static class NeedsBudget extends TwoPools {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ArenaAutoConfiguration.class)
    static class NeedsTemplate extends TwoPools {

        @Bean
        List<String> report(ArenaTemplate template) {
            return List.of(template.pool().name());
        }
    }

    @RestController
    static class Handlers {

        Handlers(ObjectProvider<Arena> arena) {
            assertThat(arena.getIfAvailable()).isNotNull();
        }

        @GetMapping("/parameter")
        String parameter(Arena arena) {
            return arena.toString();
        }

        @ExceptionHandler
        ResponseEntity<String> handle(IllegalStateException failure) {
            return ResponseEntity.internalServerError().body(failure.getMessage());
        }
    }
}
