package dev.arena;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be done at the end of a generation: last in, first out, each once. Not thread safe. */
final class Cleanups {
    private final Deque<Runnable> stack = new ArrayDeque<>();

    void add(Runnable cleanup) {
        stack.push(cleanup);
    }

    int size() {
        return stack.size();
    }

    /** Runs all but the {@code kept} oldest, those included that are added meanwhile. */
    void runDownTo(int kept, Failures failures) {
        while (stack.size() > kept) {
            try {
                stack.pop().run();
            } catch (Throwable e) { // other languages throw checked exceptions too
                failures.add(e);
            }
        }
    }
}
