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

import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Min;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.validation.Errors;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;
import dev.arena.spring.boot.web.ArenaReactiveAutoConfiguration;
import dev.arena.spring.boot.web.ArenaServletAutoConfiguration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Records of a body are validated wherever Spring validates a body that is one object. */
class RecordVecValidatorTests {
    private static final String INVALID = "{\"id\":0}";

    @ParameterizedTest
    @ValueSource(classes = {OneValidator.class, NoValidator.class, SeveralValidators.class, EnabledWebMvc.class,
            OtherMvcValidator.class})
    void servletApplicationShouldRejectInvalidRecords(Class<?> validators) {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaJsonAutoConfiguration.class,
                        ArenaServletAutoConfiguration.class, ArenaHttpAutoConfiguration.class,
                        HttpMessageConvertersAutoConfiguration.class, JacksonAutoConfiguration.class,
                        WebMvcAutoConfiguration.class))
                .withUserConfiguration(validators).withBean(Handlers.class).run(context -> {
                    MockMvcTester mvc = MockMvcTester.from(context, builder -> builder
                            .addFilters(requireNonNull(context.getBean(FilterRegistrationBean.class).getFilter()))
                            .build());
                    assertThat(mvc.post().uri("/all").contentType(MediaType.APPLICATION_JSON)
                            .content("[" + INVALID + "]")).hasStatus(400).bodyText().contains("/0/id");
                    assertThat(mvc.post().uri("/one").contentType(MediaType.APPLICATION_JSON).content(INVALID))
                            .hasStatus(validators == OtherMvcValidator.class ? 200 : 400);
                });
    }

    @ParameterizedTest
    @ValueSource(classes = {OneValidator.class, NoValidator.class, SeveralValidators.class, EnabledWebFlux.class,
            OtherWebFluxValidator.class})
    void reactiveApplicationShouldRejectInvalidRecords(Class<?> validators) {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaJsonAutoConfiguration.class,
                        ArenaReactiveAutoConfiguration.class, ArenaCodecAutoConfiguration.class,
                        CodecsAutoConfiguration.class, JacksonAutoConfiguration.class,
                        WebFluxAutoConfiguration.class))
                .withUserConfiguration(validators).withBean(Handlers.class).run(context -> {
                    WebTestClient client = WebTestClient.bindToApplicationContext(context).build();
                    client.post().uri("/all").contentType(MediaType.APPLICATION_JSON).bodyValue("[" + INVALID + "]")
                            .exchange().expectStatus().isBadRequest().expectBody(String.class)
                            .value(body -> assertThat(body).contains("/0/id"));
                    client.post().uri("/one").contentType(MediaType.APPLICATION_JSON).bodyValue(INVALID).exchange()
                            .expectStatus().isEqualTo(validators == OtherWebFluxValidator.class ? 200 : 400);
                });
    }

    /** A row. */
    record Item(@Min(1) int id) {}

    @RestController
    static class Handlers {

        @PostMapping("/all")
        long all(@Valid @RequestBody RecordVec<Item> items) {
            return items.size();
        }

        @PostMapping("/one")
        long one(@Valid @RequestBody Item item) {
            return item.id();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ValidationAutoConfiguration.class)
    static class OneValidator {}

    /** Spring then creates one for bodies. */
    @Configuration(proxyBeanMethods = false)
    static class NoValidator {}

    /** None of these is primary. Spring then creates one for bodies. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ValidationAutoConfiguration.class)
    static class SeveralValidators {

        @Bean
        Validator first() {
            return Validation.buildDefaultValidatorFactory().getValidator();
        }

        @Bean
        Validator second() {
            return Validation.buildDefaultValidatorFactory().getValidator();
        }
    }

    @EnableWebMvc
    @Configuration(proxyBeanMethods = false)
    static class EnabledWebMvc {}

    @EnableWebFlux
    @Configuration(proxyBeanMethods = false)
    static class EnabledWebFlux {}

    /** Spring then validates no bodies. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ValidationAutoConfiguration.class)
    static class OtherMvcValidator implements WebMvcConfigurer {

        @Override
        public org.springframework.validation.Validator getValidator() {
            return new NoBeanValidation();
        }
    }

    /** Spring then validates no bodies. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ValidationAutoConfiguration.class)
    static class OtherWebFluxValidator implements WebFluxConfigurer {

        @Override
        public org.springframework.validation.Validator getValidator() {
            return new NoBeanValidation();
        }
    }

    static final class NoBeanValidation implements org.springframework.validation.Validator {

        @Override
        public boolean supports(Class<?> type) {
            return true;
        }

        @Override
        public void validate(Object target, Errors errors) {}
    }
}
