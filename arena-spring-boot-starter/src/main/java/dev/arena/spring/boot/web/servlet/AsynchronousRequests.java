package dev.arena.spring.boot.web.servlet;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The requests that have gone on asynchronously, and a look at them now and then. A container can forget to say that one is
 * complete: Tomcat does where a worker's write fails while the dispatch that started the worker has not returned, and uses the
 * request for another client. What such a request leaves is ended here. The thread that looks lives as long as there are
 * requests to look at.
 *
 * <p>Safe for use by any thread.
 */
final class AsynchronousRequests {

    /** Short enough for memory that is lost so, which is rare, and long enough to cost nothing. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Set<RequestArena> arenas = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watched = new AtomicBoolean();

    void add(RequestArena arena) {
        arenas.add(arena);
        watch();
    }

    void remove(RequestArena arena) {
        arenas.remove(arena);
    }

    private void watch() {
        if (watched.compareAndSet(false, true)) {
            Thread.ofVirtual().name("arena-requests").start(this::watchUntilNoneIsLeft);
        }
    }

    private void watchUntilNoneIsLeft() {
        try {
            while (!arenas.isEmpty()) {
                Thread.sleep(INTERVAL);
                arenas.forEach(RequestArena::endIfAbandoned);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watched.set(false);
        }
        if (!arenas.isEmpty() && !Thread.currentThread().isInterrupted()) {
            watch(); // for one that came when this was about to end
        }
    }
}
