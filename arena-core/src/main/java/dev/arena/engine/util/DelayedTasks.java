package dev.arena.engine.util;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks after a delay, on the JDK's common pool. The JVM has one thread that waits for the delays. That thread inherits
 * the context class loader of the thread that starts it. It is started with the system class loader, so that it does not keep a
 * closed application in memory.
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
