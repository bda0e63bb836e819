package dev.arena.engine;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Trims a pool's cache once per idle time-out, so a chunk that went unused through one whole interval is given back.
 * Runs on the JDK's own delay thread and common pool, and holds the provider weakly: a forgotten pool costs no thread and
 * can be collected.
 */
final class IdleTrim implements Runnable {
    private final WeakReference<ChunkProvider> provider;
    private final Executor later;

    private IdleTrim(ChunkProvider provider, long nanos) {
        this.provider = new WeakReference<>(provider);
        this.later = CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS);
    }

    static void schedule(ChunkProvider provider, long nanos) {
        var trim = new IdleTrim(provider, nanos);
        trim.later.execute(trim);
    }

    @Override
    public void run() {
        ChunkProvider target = provider.get();
        if (target != null && !target.isClosed()) {
            try {
                target.trimIdle();
            } finally {
                later.execute(this);
            }
        }
    }
}
