package dev.arena.engine.pool;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Chunk;

/**
 * The chunk source as a pool sees it. Users write sources, so what a source returns is checked, what it throws is contained, and
 * it cannot call the pool while the pool is calling it: an arena that is getting a chunk, or is ending, is in no state for another
 * call.
 *
 * <p>Safe for use by any thread.
 */
final class CheckedSource {
    private static final Logger LOG = System.getLogger("dev.arena");

    /** Stands for the threads that chunks wander to; never started. */
    private static final Thread ANY_OTHER = Thread.ofPlatform().unstarted(() -> {});

    private final PoolSettings settings;

    /** Where the memory that the source has given out begins and ends; empty for a trusted source. */
    private final ConcurrentSkipListMap<Long, Long> out = new ConcurrentSkipListMap<>();

    /** Threads inside the source; empty for a trusted one, which does not call out. */
    private final Set<Thread> inside = ConcurrentHashMap.newKeySet();

    private final LongAdder failedReleases = new LongAdder();

    CheckedSource(PoolSettings settings) {
        this.settings = settings;
    }

    /** Throws if the calling thread is inside the source. */
    void requireOutside() {
        if (!settings.sourceIsTrusted() && inside.contains(Thread.currentThread())) {
            throw new IllegalStateException(
                    "The chunk source of pool '" + settings.name() + "' must not allocate from that pool");
        }
    }

    /**
     * Takes {@code bytes} from the source.
     *
     * @return zeroed memory that nobody else has
     * @throws IllegalStateException if the source returned anything else; whatever it throws itself is let through
     */
    MemorySegment obtain(long bytes) {
        boolean entered = beginCall();
        MemorySegment memory;
        try {
            memory = settings.obtain().apply(bytes);
        } finally {
            endCall(entered);
        }
        if (memory == null) {
            throw new IllegalStateException("the chunk source returned null instead of " + bytes + " bytes");
        }
        String fault = fault(memory, bytes);
        if (fault != null) {
            giveBack(memory);
        } else if (!note(memory)) {
            fault = "memory that is in use"; // and is not given back, as it belongs to somebody else
        }
        if (fault != null) {
            throw new IllegalStateException(
                    "the chunk source returned " + fault + " where " + bytes + " writable native bytes were asked for");
        }
        return memory;
    }

    private static @Nullable String fault(MemorySegment memory, long bytes) {
        if (!memory.isNative()) {
            return "heap memory";
        }
        if (memory.isReadOnly()) {
            return "read-only memory";
        }
        if (memory.byteSize() != bytes) {
            return memory.byteSize() + " bytes";
        }
        if (memory.address() % Chunk.ALIGNMENT != 0) {
            return "memory that is not aligned to " + Chunk.ALIGNMENT + " bytes";
        }
        if (!memory.scope().isAlive()) { // lending would bring it back to life
            return "memory that was freed";
        }
        if (!memory.isAccessibleBy(ANY_OTHER)) {
            return "memory that is confined to a thread";
        }
        return null;
    }

    /** Notes that {@code memory} is out; answers false, and notes nothing, if a part of it was already. */
    private boolean note(MemorySegment memory) {
        if (settings.sourceIsTrusted()) {
            return true;
        }
        long start = memory.address();
        long end = start + memory.byteSize();
        if (out.putIfAbsent(start, end) != null) {
            return false;
        }
        Map.Entry<Long, Long> before = out.lowerEntry(start);
        Long next = out.higherKey(start);
        if ((before != null && before.getValue() > start) || (next != null && next < end)) {
            out.remove(start);
            return false;
        }
        return true;
    }

    /** Gives back what was obtained. Never throws: whoever ends an arena can do nothing about it. */
    void release(MemorySegment memory) {
        if (!settings.sourceIsTrusted()) {
            out.remove(memory.address()); // before the source can give it to another thread
        }
        giveBack(memory);
    }

    private void giveBack(MemorySegment memory) {
        boolean entered = beginCall();
        try {
            settings.giveBack().accept(memory);
        } catch (Throwable e) {
            failedReleases.increment();
            warn("to take back " + memory.byteSize() + " bytes; they may be leaked", e);
        } finally {
            endCall(entered);
        }
    }

    /** Lets the source give the operating system what was released. Never throws. */
    void trim() {
        boolean entered = beginCall();
        try {
            settings.trimSource().run();
        } catch (Throwable e) {
            warn("to trim", e);
        } finally {
            endCall(entered);
        }
    }

    private boolean beginCall() {
        return !settings.sourceIsTrusted() && inside.add(Thread.currentThread());
    }

    private void endCall(boolean entered) {
        if (entered) { // a source that trims its pool while it obtains is inside twice
            inside.remove(Thread.currentThread());
        }
    }

    private void warn(String what, Throwable cause) {
        try {
            LOG.log(Level.WARNING, "The chunk source of pool '" + settings.name() + "' failed " + what, cause);
        } catch (Throwable _) {
            // a log that fails must not keep the pool from its books
        }
    }

    /** How often the source failed to take memory back. */
    long failedReleases() {
        return failedReleases.sum();
    }
}
