package dev.arena;

import java.util.ArrayList;
import java.util.List;

import static dev.arena.CallScript.require;

/** An arena of a script with what should be in it: values, marks, children and cleanups of this generation. */
final class ScriptedArena {

    /** A mark, and what the arena had when it was set. */
    private record Marked(Mark mark, int values, int cleanups) {}

    final Arena real;
    private final boolean shared;
    private final long budget;
    private final List<Marked> marks = new ArrayList<>();
    private final List<ScriptedArena> children = new ArrayList<>();

    /** In the order in which they were allocated. */
    final List<Filled> values = new ArrayList<>();
    private int cleanupsDue;
    private boolean closed;

    ScriptedArena(Arena real, boolean shared, long budget) {
        this.real = real;
        this.shared = shared;
        this.budget = budget;
    }

    boolean isClosed() {
        return closed;
    }

    /** A child with a budget of {@code bytes}. */
    ScriptedArena child(long bytes) {
        var child = new ScriptedArena(real.child(bytes), shared, bytes);
        children.add(child);
        return child;
    }

    void register() {
        real.onReset(() -> cleanupsDue--);
        cleanupsDue++;
    }

    int marks() {
        return marks.size();
    }

    void mark() {
        marks.add(new Marked(real.mark(), values.size(), cleanupsDue));
    }

    /** Ends a mark, and with it those set since. */
    void closeMark(int index) {
        List<Marked> over = marks.subList(index, marks.size());
        Marked outermost = over.getFirst();
        outermost.mark.close();
        require(cleanupsDue == outermost.cleanups, cleanupsDue + " cleanups left of " + outermost.cleanups);
        requireMarkedAreDead(outermost);
        over.forEach(marked -> marked.mark.close()); // has no effect, as they are over
        over.clear();
    }

    private void requireMarkedAreDead(Marked marked) {
        List<Filled> since = values.subList(marked.values, values.size());
        since.forEach(Filled::requireDead); // at once also in a shared arena
        since.clear();
    }

    void reset(List<Filled> stale) {
        real.reset();
        ended(stale);
    }

    void close(List<Filled> stale) {
        real.close();
        closed = true;
        ended(stale);
    }

    /** The generation has ended: what it had is dead, except for {@code stale} segments, which die later. */
    private void ended(List<Filled> stale) {
        require(cleanupsDue == 0, cleanupsDue + " cleanups left");
        require(real.stats().bytesHeld() == 0, "holds bytes after its end");
        for (ScriptedArena child : children) {
            child.closed = true;
            child.ended(stale);
        }
        children.clear();
        if (!marks.isEmpty()) {
            requireMarkedAreDead(marks.getFirst());
            marks.forEach(marked -> marked.mark.close());
            marks.clear();
        }
        if (shared) {
            stale.addAll(values);
        } else {
            values.forEach(Filled::requireDead);
        }
        values.clear();
    }

    /** Checks what must hold at any time. */
    void check() {
        require(real.stats().bytesHeld() <= budget, "over its budget of " + budget + ": " + real);
        values.forEach(Filled::requireIntact);
    }
}
