package dev.arena;

import java.util.ArrayDeque;
import java.util.Deque;

/** The cleanups of a generation. They run once, last in first out. Not thread safe. */
final class Cleanups {
    private final Deque<Runnable> stack = new ArrayDeque<>();

    void add(Runnable cleanup) {
        stack.push(cleanup);
    }

    int size() {
        return stack.size();
    }

    /** Runs all cleanups except the {@code kept} oldest, including those that are added in the meantime. */
    void runDownTo(int kept, Failures failures) {
        while (stack.size() > kept) {
            try {
                stack.pop().run();
            } catch (Throwable e) { // other languages can throw checked exceptions here
                failures.add(e);
            }
        }
    }
}
