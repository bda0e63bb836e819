package dev.arena.engine;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs things later, on the JDK's common pool. The thread that waits for them belongs to all of the JVM and is started by whoever
 * comes first, whose context class loader it inherits for ever: not that of an application, which may be closed and collected
 * while the JVM goes on.
 */
final class Later {

    private Later() {}

    static Future<?> run(Runnable task, long nanos) {
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
