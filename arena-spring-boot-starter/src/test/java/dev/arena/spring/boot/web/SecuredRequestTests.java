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

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import jakarta.servlet.DispatcherType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With the filter of Spring Security between the filter of the arenas and the handlers, in the order that Spring Boot defines. */
@Import(SecuredRequestTests.Security.class)
class SecuredRequestTests extends AbstractRequestTests {

    @ParameterizedTest
    @CsvSource({"/parameter, nobody, 401, 0", "/parameter, user, 200, 1", "/callable, nobody, 401, 0",
            "/callable, user, 200, 2", "/stage, user, 200, 1", "/injected, user, 403, 0", "/injected, admin, 200, 1",
            "/throws, user, 500, 1"})
    void authorizedAndUnauthorizedRequestsShouldEndTheirArenas(String path, String user, int status, int uses)
            throws Exception {
        String credentials = Base64.getEncoder()
                .encodeToString((user + ":password").getBytes(StandardCharsets.US_ASCII));
        HttpResponse<String> response = "nobody".equals(user)
                ? get(path)
                : get(path, "Authorization", "Basic " + credentials);
        assertThat(response.statusCode()).isEqualTo(status);
        int arenas = Math.min(uses, 1);
        await().until(() -> witness.arenas.get() >= arenas);
        assertEnded(uses);
        assertThat(witness.arenas).hasValue(arenas);
    }

    @TestConfiguration
    @EnableWebSecurity
    static class Security {

        @Bean
        SecurityFilterChain securityFilterChain(HttpSecurity http) throws Exception {
            http.authorizeHttpRequests(requests -> requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll()
                    .requestMatchers("/injected").hasRole("ADMIN").anyRequest().authenticated());
            return http.httpBasic(Customizer.withDefaults()).build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("user").password("{noop}password").roles("USER").build(),
                    User.withUsername("admin").password("{noop}password").roles("ADMIN").build());
        }

        @Bean
        DelegatingFilterProxyRegistrationBean securityFilter() {
            var registration = new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
            registration.setOrder(-100);
            registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
            return registration;
        }
    }
}
