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

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.OpenArena;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.Patience;
import dev.arena.spring.boot.WithArena;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class WithArenaTests {
    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class, AopAutoConfiguration.class,
                    TaskExecutionAutoConfiguration.class))
            .withPropertyValues("arena.leak-detection=all", "jobs.budget=8KB");

    @Test
    void callShouldHaveAnArenaThatEndsWithIt() {
        contextRunner.withBean(Jobs.class).run(context -> {
            Jobs jobs = context.getBean(Jobs.class);
            ArenaPool pool = context.getBean(ArenaPool.class);
            Seen first = jobs.plain();
            Seen second = jobs.plain();
            assertThat(first.segment().scope().isAlive()).isFalse();
            assertThat(second.segment().scope()).isNotEqualTo(first.segment().scope());
            assertThat(first.open().owner()).isEqualTo("Jobs.plain");
            assertThat(first.open().confinement()).isEqualTo(Confinement.CONFINED);
            assertThat(pool.stats().activeArenas()).isZero();
            assertThat(pool.stats().resets()).isEqualTo(2);
            assertThatIllegalStateException().isThrownBy(jobs::without);
        });
    }

    @Test
    void attributesShouldConfigureTheArena() {
        contextRunner.withBean(Jobs.class).run(context -> {
            OpenArena open = context.getBean(Jobs.class).limited().open();
            assertThat(open.owner()).isEqualTo("nightly import");
            assertThat(open.confinement()).isEqualTo(Confinement.SHARED);
            assertThatExceptionOfType(ArenaExhaustedException.class)
                    .isThrownBy(() -> context.getBean(Jobs.class).greedy()).satisfies(refused -> {
                        assertThat(refused.limit()).isEqualTo(8 << 10);
                        assertThat(refused).hasMessageContaining("Jobs.greedy");
                    });
            assertThat(context.getBean(ArenaPool.class).stats().activeArenas()).isZero();
        });
    }

    @Test
    void failedCallShouldReleaseItsMemory() {
        contextRunner.withBean(Jobs.class).run(context -> {
            assertThatExceptionOfType(IOException.class).isThrownBy(context.getBean(Jobs.class)::failing)
                    .withMessage("no");
            assertThat(context.getBean(ArenaPool.class).stats().activeArenas()).isZero();
        });
    }

    @Test
    void nestedCallShouldHaveItsOwnArena() {
        contextRunner.withBean(Jobs.class).run(context -> context.getBean(ArenaTemplate.class).execute(outer -> {
            Seen inner = context.getBean(Jobs.class).plain();
            assertThat(inner.segment().scope()).isNotEqualTo(outer.scope());
            assertThat(context.getBean("arena", Arena.class).scope()).isEqualTo(outer.scope());
            return null;
        }));
    }

    @Test
    void annotationOnAClassShouldApplyToItsPublicMethods() {
        contextRunner.withBean(PublicJobs.class).run(context -> {
            PublicJobs jobs = context.getBean(PublicJobs.class);
            assertThat(jobs.open().owner()).isEqualTo("PublicJobs.open");
            assertThat(jobs.inherited()).isEqualTo("PublicJobs.inherited");
            assertThat(jobs.other().owner()).isEqualTo("special");
            assertThatIllegalStateException().isThrownBy(jobs::notPublic);
        });
    }

    @Test
    void beanWithAnInterfaceShouldBeAdvisedWithoutClassProxies() {
        contextRunner.withPropertyValues("spring.aop.proxy-target-class=false", "spring.aop.auto=false")
                .withUserConfiguration(Interfaces.class).run(context -> {
                    assertThat(context).doesNotHaveBean(InterfaceJobs.class);
                    assertThat(context.getBean(Job.class).run()).isEqualTo("InterfaceJobs.run");
                });
    }

    @ParameterizedTest
    @ValueSource(classes = {OnInterface.class, OnInterfaceMethod.class, OnDefaultMethod.class, OnGenericMethod.class,
            OnOverriddenMethod.class, OnSuperclass.class, OnComposedMethod.class, OnComposedClass.class})
    void annotationOfTheHierarchyShouldApply(Class<? extends Work> type) {
        contextRunner.withBean(type).run(context -> {
            assertThat(context.getBean(Work.class).work(context.getBean("arena", Arena.class)).scope().isAlive())
                    .isFalse();
            assertThat(context.getBean(ArenaPool.class).stats().resets()).isEqualTo(1);
        });
    }

    @Test
    void callWhileTheContextClosesShouldHaveAnArena() {
        var flushed = new AtomicReference<MemorySegment>();
        contextRunner.withBean(Flush.class).withBean(Closing.class, flushed)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(requireNonNull(flushed.get()).byteSize()).isEqualTo(8);
    }

    @Test
    void beanWithoutTheAnnotationShouldNotBeAdvised() {
        contextRunner.withBean(PlainWork.class)
                .run(context -> assertThat(AopUtils.isAopProxy(context.getBean(PlainWork.class))).isFalse());
    }

    @Test
    void arenaShouldEndAfterTheTransaction() {
        contextRunner.withUserConfiguration(Transactions.class).withBean(TransactionalJobs.class).run(context -> {
            TransactionalJobs jobs = context.getBean(TransactionalJobs.class);
            jobs.inTransaction();
            assertThat(jobs.wasAliveAfterCompletion()).isTrue();
            assertThat(requireNonNull(jobs.segment()).scope().isAlive()).isFalse();
        });
    }

    @Test
    void arenaOfAnAsyncMethodShouldBelongToTheWorker() {
        contextRunner.withUserConfiguration(Asynchronous.class).withBean(AsyncJobs.class).run(context -> {
            AsyncJobs jobs = context.getBean(AsyncJobs.class);
            Seen seen = jobs.result().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(seen.open().owner()).isEqualTo("AsyncJobs.result");
            assertThat(seen.open().openedBy()).isNotNull().isNotEqualTo(Thread.currentThread());
            assertThat(seen.segment().scope().isAlive()).isFalse();
            assertThatExceptionOfType(Exception.class)
                    .isThrownBy(() -> jobs.unfinished().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .withMessageContaining("AsyncJobs.unfinished returned an incomplete future");
            assertThat(context.getBean(ArenaPool.class).stats().activeArenas()).isZero();
        });
    }

    @Test
    void scheduledAndListeningMethodsShouldHaveArenas() {
        contextRunner.withUserConfiguration(Scheduling.class).withBean(ScheduledJobs.class).run(context -> {
            ScheduledJobs jobs = context.getBean(ScheduledJobs.class);
            assertThat(jobs.nextOwner()).isEqualTo("ScheduledJobs.run");
            await().until(() -> context.getBean(ArenaPool.class).stats().activeArenas() == 0);
            context.publishEvent("hello");
            assertThat(jobs.nextOwner()).isEqualTo("ScheduledJobs.onEvent");
        });
    }

    @Test
    void invalidBudgetShouldFailTheStartWithBeanMethodAndValue() {
        assertFails(NoSize.class, "'noSize'", "NoSize.run", "byteBudget is 'much'");
        assertFails(Unresolved.class, "'unresolved'", "Unresolved.run", "byteBudget is '${job.budget}'",
                "cannot be resolved");
        assertFails(TooSmall.class, "'tooSmall'", "TooSmall.run", "byteBudget is '1KB'", "from 4KB,");
        assertFails(TooLarge.class, "'tooLarge'", "TooLarge.run", "byteBudget is '1TB'", "the budget of the pool");
    }

    @Test
    void methodThatCannotBeAdvisedShouldFailTheStart() {
        assertFails(Private.class, "'private'", "Private.run", "private, static or final");
        assertFails(ReturnsFuture.class, "'returnsFuture'", "ReturnsFuture.run", "CompletableFuture", "ArenaTemplate");
        assertFails(ReturnsMono.class, "'returnsMono'", "ReturnsMono.run", "Mono");
    }

    private <T> void assertFails(Class<T> type, String... messages) {
        contextRunner.withBean(StringUtils.uncapitalize(type.getSimpleName()), type)
                .withConfiguration(AutoConfigurations.of(PropertyPlaceholderAutoConfiguration.class))
                .run(context -> assertThat(context).hasFailed().getFailure().hasMessageContainingAll(messages)
                        .matches(AnalyzedFailures::isAnalyzed));
    }

    /** The arena of a method call, as seen from within the call. */
    record Seen(MemorySegment segment, OpenArena open) {}

    /** Examines the arena of its caller. */
    abstract static class Base {
        private final Arena arena;
        private final ArenaPool pool;

        Base(Arena arena, ArenaPool pool) {
            this.arena = arena;
            this.pool = pool;
        }

        Seen see() {
            MemorySegment segment = arena.allocate(8, 8);
            return new Seen(segment, pool.openArenas(1).getFirst());
        }

        Arena arena() {
            return arena;
        }
    }

    static class Jobs extends Base {

        Jobs(Arena arena, ArenaPool pool) {
            super(arena, pool);
        }

        @WithArena
        Seen plain() {
            return see();
        }

        Seen without() {
            return see();
        }

        @WithArena(byteBudget = "8KB", confinement = Confinement.SHARED, owner = "nightly import")
        Seen limited() {
            return see();
        }

        @WithArena(byteBudget = "${jobs.budget}")
        Seen greedy() {
            arena().allocate(9 << 10, 1);
            return see();
        }

        @WithArena
        void failing() throws IOException {
            see();
            throw new IOException("no");
        }
    }

    /** Knows nothing of the pool. */
    static class Flush {
        private final Arena arena;

        Flush(Arena arena) {
            this.arena = arena;
        }

        @WithArena
        MemorySegment run() {
            return arena.allocate(8, 8);
        }
    }

    /** Calls the other bean when the context closes. */
    record Closing(AtomicReference<MemorySegment> flushed, Flush flush) implements DisposableBean {

        @Override
        public void destroy() {
            flushed.set(flush.run());
        }
    }

    abstract static class InheritedJobs extends Base {

        InheritedJobs(Arena arena, ArenaPool pool) {
            super(arena, pool);
        }

        public String inherited() {
            return see().open().owner();
        }
    }

    @WithArena
    static class PublicJobs extends InheritedJobs {

        PublicJobs(Arena arena, ArenaPool pool) {
            super(arena, pool);
        }

        public OpenArena open() {
            return see().open();
        }

        @WithArena(owner = "special")
        public OpenArena other() {
            return see().open();
        }

        OpenArena notPublic() {
            return see().open();
        }
    }

    interface Job {
        String run();
    }

    static final class InterfaceJobs extends Base implements Job {

        InterfaceJobs(Arena arena, ArenaPool pool) {
            super(arena, pool);
        }

        @Override
        @WithArena
        public String run() {
            return see().open().owner();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Interfaces {

        @Bean
        Job job(Arena arena, ArenaPool pool) {
            return new InterfaceJobs(arena, pool);
        }
    }

    /** Works with the arena of its caller. */
    interface Work {
        MemorySegment work(Arena arena);
    }

    static class PlainWork implements Work {
        @Override
        public MemorySegment work(Arena arena) {
            return arena.allocate(8, 8);
        }
    }

    @WithArena
    interface AnnotatedWork extends Work {}

    static class OnInterface extends PlainWork implements AnnotatedWork {}

    interface WorkWithAnnotatedMethod extends Work {
        @Override
        @WithArena
        MemorySegment work(Arena arena);
    }

    static class OnInterfaceMethod implements WorkWithAnnotatedMethod {
        @Override
        public MemorySegment work(Arena arena) {
            return arena.allocate(8, 8);
        }
    }

    interface WorkByDefault extends Work {
        @Override
        @WithArena
        default MemorySegment work(Arena arena) {
            return arena.allocate(8, 8);
        }
    }

    static class OnDefaultMethod implements WorkByDefault {}

    interface GenericWork<T> {
        @WithArena
        MemorySegment work(T arena);
    }

    static class OnGenericMethod implements Work, GenericWork<Arena> {
        @Override
        public MemorySegment work(Arena arena) {
            return arena.allocate(8, 8);
        }
    }

    abstract static class AnnotatedBase implements Work {
        @Override
        @WithArena
        public abstract MemorySegment work(Arena arena);
    }

    static class OnOverriddenMethod extends AnnotatedBase {
        @Override
        public MemorySegment work(Arena arena) {
            return arena.allocate(8, 8);
        }
    }

    @WithArena
    static class AnnotatedSuperclass extends PlainWork {}

    static class OnSuperclass extends AnnotatedSuperclass {}

    @WithArena(owner = "nightly work")
    @Retention(RetentionPolicy.RUNTIME)
    @interface WorkAnnotation {
    }

    @WorkAnnotation
    @Retention(RetentionPolicy.RUNTIME)
    @interface NightlyWork {
    }

    static class OnComposedMethod implements Work {
        @Override
        @NightlyWork
        public MemorySegment work(Arena arena) {
            return arena.allocate(8, 8);
        }
    }

    @NightlyWork
    static class OnComposedClass extends PlainWork {}

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Transactions {

        @Bean
        ResourcelessTransactionManager transactionManager() {
            return new ResourcelessTransactionManager();
        }
    }

    static class TransactionalJobs extends Base {
        private boolean aliveAfterCompletion;
        private @Nullable MemorySegment segment;

        TransactionalJobs(Arena arena, ArenaPool pool) {
            super(arena, pool);
        }

        @WithArena
        @Transactional
        public void inTransaction() {
            MemorySegment mine = see().segment();
            segment = mine;
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    aliveAfterCompletion = mine.scope().isAlive();
                }
            });
        }

        boolean wasAliveAfterCompletion() {
            return aliveAfterCompletion;
        }

        @Nullable
        MemorySegment segment() {
            return segment;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    static class Asynchronous {}

    static class AsyncJobs extends Base {

        AsyncJobs(Arena arena, ArenaPool pool) {
            super(arena, pool);
        }

        @Async
        @WithArena
        public CompletableFuture<Seen> result() {
            return CompletableFuture.completedFuture(see());
        }

        @Async
        @WithArena
        public CompletableFuture<Seen> unfinished() {
            return new CompletableFuture<>();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Scheduling {}

    static class ScheduledJobs extends Base {
        private final BlockingQueue<String> owners = new LinkedBlockingQueue<>();

        ScheduledJobs(Arena arena, ArenaPool pool) {
            super(arena, pool);
        }

        String nextOwner() throws InterruptedException {
            return requireNonNull(owners.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
        }

        @WithArena
        @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
        void run() {
            owners.add(see().open().owner());
        }

        @WithArena
        @EventListener
        void onEvent(String event) {
            owners.add(see().open().owner());
        }
    }

    static class NoSize {
        @WithArena(byteBudget = "much")
        void run() {}
    }

    static class Unresolved {
        @WithArena(byteBudget = "${job.budget}")
        void run() {}
    }

    static class TooSmall {
        @WithArena(byteBudget = "1KB")
        void run() {}
    }

    static class TooLarge {
        @WithArena(byteBudget = "1TB")
        void run() {}
    }

    static class Private {
        @WithArena
        @SuppressWarnings("UnusedMethod")
        private void run() {}
    }

    static class ReturnsFuture {
        @WithArena
        CompletableFuture<String> run() {
            return CompletableFuture.completedFuture("");
        }
    }

    static class ReturnsMono {
        @WithArena
        Mono<String> run() {
            return Mono.just("");
        }
    }
}
