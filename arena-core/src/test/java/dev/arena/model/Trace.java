package dev.arena.model;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last operations of a sequence, for the message of a failure. */
final class Trace {
    private static final int LENGTH = 40;

    private final Deque<String> last = new ArrayDeque<>();
    private int steps;

    void add(String operation) {
        if (last.size() == LENGTH) {
            last.removeFirst();
        }
        last.addLast(steps++ + " " + operation);
    }

    @Override
    public String toString() {
        return String.join("\n  ", last);
    }
}
