package dev.arena.engine;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Turns what a pool holds idle into budget: frees what waits in quarantine, and gives cached chunks back to the source, until
 * there is room for a charge or nothing idle is left.
 *
 * <p>Safe for use by any thread.
 */
final class Pressure {
    private final Budget budget;
    private final ChunkCache cache;
    private final Quarantine quarantine;
    private final Quarantine escapes;
    private final Consumer<Chunk> destroy;

    /**
     * Held while cached chunks are turned into budget, so that nobody is refused for bytes that are on their way back. It is
     * taken before the locks of quarantine.
     */
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * The pressure on a pool that has these parts.
     *
     * @param destroy gives a chunk back to the source, and its bytes to the budget
     */
    Pressure(Budget budget, ChunkCache cache, Quarantine quarantine, Quarantine escapes, Consumer<Chunk> destroy) {
        this.budget = budget;
        this.cache = cache;
        this.quarantine = quarantine;
        this.escapes = escapes;
        this.destroy = destroy;
    }

    /** Charges {@code bytes}; where the budget is used up, what is idle makes room. Answers whether there was enough. */
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

    /** Frees what waits in quarantine, as far as nobody is using the sessions; answers whether that was anything. */
    boolean reclaim() {
        boolean any = quarantine.reclaim();
        return escapes.reclaim() || any;
    }

    /** Whether a session waits for a native call, and nobody will tell when that is over. */
    boolean isStuck() {
        return quarantine.isStuck() || escapes.isStuck();
    }

    /** Gives back the cached chunks that nobody needed since the call before this one. */
    void relieve() {
        reclaim();
        lock.lock();
        try {
            for (Chunk chunk = cache.takeFromEach(Stripe::trim); chunk != null;) {
                Chunk following = chunk.next;
                destroy.accept(chunk);
                chunk = following;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives back everything that is idle. */
    void relieveAll() {
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
