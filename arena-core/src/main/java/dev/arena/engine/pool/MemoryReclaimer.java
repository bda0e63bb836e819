package dev.arena.engine.pool;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.reclaim.Quarantine;

/**
 * Makes room in a pool's budget: frees what waits in quarantine and can be freed, and gives cached chunks back to the source,
 * until there is room for a charge or nothing idle is left.
 *
 * <p>Safe for use by any thread.
 */
final class MemoryReclaimer {
    private final Account budget;
    private final ChunkCache cache;
    private final Quarantine quarantine;
    private final Quarantine escapes;
    private final Consumer<Chunk> destroy;

    /**
     * Held while cached chunks are given back, so that nobody is refused for bytes that are on their way back. Taken before the
     * locks of quarantine.
     */
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * A reclaimer for a pool that has these parts.
     *
     * @param destroy gives a chunk back to the source, and its bytes to the budget
     */
    MemoryReclaimer(Account budget, ChunkCache cache, Quarantine quarantine, Quarantine escapes,
            Consumer<Chunk> destroy) {
        this.budget = budget;
        this.cache = cache;
        this.quarantine = quarantine;
        this.escapes = escapes;
        this.destroy = destroy;
    }

    /** Charges {@code bytes}; where the budget is used up, what is idle makes room. Returns whether there was enough. */
    boolean charge(long bytes) {
        return bytes <= budget.limit() && (budget.tryCharge(bytes) || chargeByEviction(bytes));
    }

    private boolean chargeByEviction(long bytes) {
        lock.lock();
        try { // inside, as outside it bytes that another thread is evicting are neither cached nor free
            if (isHopeless(bytes)) {
                return false; // spare the cache
            }
            boolean reclaimed = true;
            while (!budget.tryCharge(bytes)) {
                Chunk victim = cache.evict();
                if (victim != null) {
                    destroy.accept(victim);
                } else if (reclaimed) {
                    reclaimed = reclaim(); // if not, look once more: another thread may have just done it
                } else {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether not even all that is idle would be room enough. Idle bytes move from quarantine to the cache or out of the
     * budget; read in that order, none that moves is missed. A few may be counted twice, which only costs a vain eviction.
     */
    boolean isHopeless(long bytes) {
        long idle = quarantine.bytes() + escapes.bytes() + cache.exactBytes();
        return bytes > budget.limit() - (budget.used() - idle);
    }

    /** Frees what waits in quarantine, as far as nobody is using the sessions; returns whether that was anything. */
    boolean reclaim() {
        boolean any = quarantine.reclaim();
        return escapes.reclaim() || any;
    }

    /** Whether a session waits for a native call, whose end wakes nobody. */
    boolean isWaitingForNativeCall() {
        return quarantine.isBusy() || escapes.isBusy();
    }

    /** Gives back the cached chunks that nobody needed since the call before this one. */
    void trimIdle() {
        reclaim();
        lock.lock();
        try {
            destroyAll(cache.takeFromEach(CacheShard::trim));
        } finally {
            lock.unlock();
        }
    }

    private void destroyAll(@Nullable Chunk linked) {
        for (Chunk chunk = linked; chunk != null;) {
            Chunk following = chunk.next();
            destroy.accept(chunk);
            chunk = following;
        }
    }

    /** Gives back everything that is idle. */
    void trimAll() {
        reclaim();
        lock.lock();
        try {
            for (Chunk idle = cache.evict(); idle != null; idle = cache.evict()) {
                destroy.accept(idle);
            }
        } finally {
            lock.unlock();
        }
    }
}
