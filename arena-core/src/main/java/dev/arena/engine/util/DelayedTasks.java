package dev.arena.engine.util;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks after a delay, on the JDK's common pool. The thread that waits for them belongs to the whole JVM and inherits the
 * context class loader of the thread that starts it. So it is started with the system class loader: an application that is
 * closed must not be kept in memory by it.
 */
public final class DelayedTasks {

    private DelayedTasks() {}

    /** Runs {@code task} once, after {@code nanos} nanoseconds. */
    public static Future<?> schedule(Runnable task, long nanos) {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return ForkJoinPool.commonPool().schedule(task, nanos, TimeUnit.NANOSECONDS);
        } finally {
            thread.setContextClassLoader(own);
        }
    }
}
