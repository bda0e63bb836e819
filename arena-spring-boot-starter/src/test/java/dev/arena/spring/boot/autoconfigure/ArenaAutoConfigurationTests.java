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

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.LeakDetection;
import dev.arena.spring.boot.ArenaBuilderCustomizer;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.actuate.ArenaEndpointAutoConfiguration;
import dev.arena.spring.boot.actuate.ArenaMetricsAutoConfiguration;
import dev.arena.spring.boot.web.ArenaServletAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ArenaAutoConfigurationTests {

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaServletAutoConfiguration.class,
                    ArenaMetricsAutoConfiguration.class, ArenaEndpointAutoConfiguration.class));

    @Test
    void runWithDefaultsShouldHaveTheNamedBeansAndNothingForTheWeb() {
        contextRunner.run(context -> {
            assertThat(context).hasNotFailed().hasBean("arenaPool").hasBean("arena").hasBean("arenaTemplate");
            assertThat(context.getBean("arena")).hasToString("Arena of the current request or unit of work");
            assertThat(context).doesNotHaveBean("arenaFilter").doesNotHaveBean("arenaPoolMetrics")
                    .doesNotHaveBean("arenasEndpoint");
        });
    }

    @Test
    void runWithDefaultsShouldHaveSafeSettings() {
        contextRunner.run(context -> {
            ArenaPool.Settings settings = context.getBean(ArenaPool.class).settings();
            assertThat(settings.arenaByteBudget()).isEqualTo(32L << 20);
            assertThat(settings.poolByteBudget()).isGreaterThanOrEqualTo(64L << 20);
            assertThat(settings.maxCached()).isEqualTo(settings.poolByteBudget() / 4);
            assertThat(settings.minChunkSize()).isEqualTo(4L << 10);
            assertThat(settings.maxChunkSize()).isEqualTo(512L << 10);
            assertThat(settings.maxNormalAlloc()).isEqualTo(16L << 10);
            assertThat(settings.capacity()).isZero();
            assertThat(settings.idleTimeout()).isEqualTo(Duration.ofSeconds(30));
            assertThat(settings.confinement()).isEqualTo(Confinement.CONFINED);
            assertThat(settings.leakDetection()).isEqualTo(LeakDetection.SAMPLED);
            assertThat(settings.poolWait()).isZero();
            assertThat(settings.softLimit()).isEqualTo(0.8);
            assertThat(context.getBean(ArenaPool.class).name()).isEqualTo("arenaPool");
        });
    }

    @Test
    void runWithPropertiesShouldBindEverySetting() {
        contextRunner
                .withPropertyValues("arena.byte-budget=1MB", "arena.pool.capacity=24KB",
                        "arena.pool.max-normal-alloc=2KB",
                        "arena.pool.min-chunk-size=8KB", "arena.pool.max-chunk-size=64KB", "arena.confinement=shared",
                        "arena.pool.byte-budget=16MB", "arena.pool.max-cached=2MB", "arena.pool.max-quarantined=3MB",
                        "arena.pool.idle-timeout=7s",
                        "arena.leak-detection=all", "arena.pool.max-wait=250ms", "arena.soft-limit=0.5")
                .run(context -> {
                    ArenaPool pool = context.getBean(ArenaPool.class);
                    assertThat(pool.settings())
                            .isEqualTo(new ArenaPool.Settings(1 << 20, 16 << 20, 2 << 20, 3 << 20, 8 << 10,
                                    64 << 10, 2 << 10, 24 << 10, Duration.ofSeconds(7), Duration.ofMillis(250),
                                    Confinement.SHARED, LeakDetection.ALL, 0.5, "native memory"));
                    assertThat(pool.stats().cachedBytes()).isEqualTo(24 << 10);
                });
    }

    @Test
    void runWithSmallPoolShouldLowerTheDefaultRequestBudget() {
        contextRunner.withPropertyValues("arena.pool.byte-budget=16MB").run(
                context -> assertThat(context.getBean(ArenaPool.class).settings().arenaByteBudget())
                        .isEqualTo(16 << 20));
    }

    @Test
    void runWithSmallChunksShouldLowerTheDefaultMaxNormalAlloc() {
        contextRunner.withPropertyValues("arena.pool.max-chunk-size=4KB").run(
                context -> assertThat(context.getBean(ArenaPool.class).settings().maxNormalAlloc()).isEqualTo(4 << 10));
    }

    @Test
    void runWithCustomizerShouldApplyItAfterTheProperties() {
        contextRunner.withPropertyValues("arena.byte-budget=1MB")
                .withBean(ArenaBuilderCustomizer.class, () -> builder -> builder.byteBudget(2 << 20)).run(
                        context -> assertThat(context.getBean(ArenaPool.class).settings().arenaByteBudget())
                                .isEqualTo(2 << 20));
    }

    @Test
    void runWhenDisabledShouldHaveNoBeans() {
        contextRunner.withPropertyValues("arena.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ArenaPool.class).doesNotHaveBean(Arena.class)
                        .doesNotHaveBean(ArenaTemplate.class).doesNotHaveBean(ArenaContextHolder.class));
    }

    @Test
    void runWithUserPoolShouldBackOff() {
        contextRunner.withUserConfiguration(UserPool.class).run(context -> {
            assertThat(context).hasSingleBean(ArenaPool.class).doesNotHaveBean("arenaPool").hasBean("arenaTemplate");
            long reserved = context.getBean(ArenaTemplate.class).execute(arena -> {
                arena.allocate(8, 8);
                return context.getBean("mine", ArenaPool.class).stats().reservedBytes();
            });
            assertThat(reserved).isEqualTo(4 << 10);
        });
    }

    @Test
    void runWithSeveralUserPoolsShouldStartWithoutChoosingOne() {
        contextRunner.withUserConfiguration(UserPool.class)
                .withBean("other", ArenaPool.class, () -> Arena.builder().buildPool())
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ArenaTemplate.class));
    }

    @Test
    void closingTheContextShouldReturnAllMemory() {
        contextRunner.withPropertyValues("arena.pool.capacity=24KB").run(context -> {
            ArenaPool pool = context.getBean(ArenaPool.class);
            assertThat(pool.stats().reservedBytes()).isPositive();
            context.getSourceApplicationContext().close();
            assertThat(pool.stats().reservedBytes()).isZero();
            assertThatIllegalStateException().isThrownBy(pool::open).withMessageContaining("arenaPool");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class UserPool {
        @Bean
        ArenaPool mine() {
            return Arena.builder().name("mine").buildPool();
        }
    }
}
