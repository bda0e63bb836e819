package dev.arena.engine;

import java.lang.ref.WeakReference;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * Trims a pool's cache once per idle time-out, so a chunk that went unused through one whole interval is given back.
 * Runs on the JDK's common pool, and holds the provider weakly: a forgotten pool costs no thread and can be collected. Of one
 * that is closed nothing is left there, and so nothing of the class loader it came from, however long the time-out.
 */
final class IdleTrim implements Runnable {
    private final WeakReference<ChunkProvider> provider;
    private final long nanos;
    private @Nullable Future<?> next;
    private boolean stopped;

    private IdleTrim(ChunkProvider provider, long nanos) {
        this.provider = new WeakReference<>(provider);
        this.nanos = nanos;
    }

    static IdleTrim schedule(ChunkProvider provider, long nanos) {
        var trim = new IdleTrim(provider, nanos);
        trim.scheduleNext();
        return trim;
    }

    private synchronized void scheduleNext() {
        if (!stopped) {
            next = Later.run(this, nanos);
        }
    }

    /** From now on nothing is trimmed, unless that is just happening. */
    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    @Override
    public void run() {
        ChunkProvider target = provider.get();
        if (target != null) {
            try {
                target.trimIdle();
            } finally {
                scheduleNext();
            }
        }
    }
}
