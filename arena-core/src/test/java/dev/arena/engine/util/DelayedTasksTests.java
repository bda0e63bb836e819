package dev.arena.engine.util;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if what is to happen later did not, could not be called off, or changed the thread that asks for it. */
class DelayedTasksTests {

    @Test
    void theTaskRunsAndTheCallerKeepsItsClassLoader() throws Exception {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        try (var own = new URLClassLoader(new URL[0])) {
            caller.setContextClassLoader(own);
            var done = new CompletableFuture<Boolean>();
            assertThat(DelayedTasks.schedule(() -> done.complete(true), 1)).isNotNull();
            assertThat(caller.getContextClassLoader()).isSameAs(own);
            assertThat(done.get(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            caller.setContextClassLoader(before);
        }
    }

    @Test
    void theTaskCanBeCalledOff() {
        var future = DelayedTasks.schedule(() -> {
            throw new AssertionError("was called off");
        }, TimeUnit.DAYS.toNanos(1));
        assertThat(future.cancel(false)).isTrue();
        assertThat(future.isCancelled()).isTrue();
    }
}
