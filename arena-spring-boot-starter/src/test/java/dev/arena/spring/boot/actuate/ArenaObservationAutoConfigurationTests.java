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

package dev.arena.spring.boot.actuate;

import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.DispatcherServlet;

import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class ArenaObservationAutoConfigurationTests {

    private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(ArenaAutoConfiguration.class,
            ArenaObservationAutoConfiguration.class);

    private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
            .withConfiguration(CONFIGURATIONS).withBean(ObservationRegistry.class, ObservationRegistry::create);

    @Test
    void runInServletApplicationShouldHaveObservations() {
        contextRunner.run(context -> assertThat(context).hasSingleBean(RequestArenaObservations.class));
    }

    @Test
    void sizeShouldBeATagOnlyIfThatIsConfigured() {
        contextRunner.run(context -> assertThat(tags(context.getBean(RequestArenaObservations.class)))
                .doesNotContainKey("arena.size"));
        contextRunner.withPropertyValues("arena.observations.include-size=true").run(context -> assertThat(
                tags(context.getBean(RequestArenaObservations.class))).containsEntry("arena.size", "none"));
    }

    private static Map<String, String> tags(ObservationFilter filter) {
        var observed = new ServerRequestObservationContext(new MockHttpServletRequest(),
                new MockHttpServletResponse());
        return filter.map(observed).getLowCardinalityKeyValues().stream()
                .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    @Test
    void runOutsideOfTheWebShouldHaveNone() {
        new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
                .withBean(ObservationRegistry.class, ObservationRegistry::create)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("requestArenaObservations"));
    }

    @Test
    void runWhenDisabledShouldHaveNone() {
        contextRunner.withPropertyValues("arena.observations.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("requestArenaObservations"));
    }

    @Test
    void runWithoutRegistryOrSpringMvcShouldHaveNone() {
        new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("requestArenaObservations"));
        contextRunner.withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("requestArenaObservations"));
    }
}
