package dev.arena;

import org.jspecify.annotations.Nullable;

/**
 * What ends with a generation of an arena besides its memory, and before it: children, marks and cleanups. Most arenas have
 * none, and then no such object. The arena sees to it that one thread at a time is in here.
 */
final class Attachments {
    private final Children children = new Children();
    private final Cleanups cleanups = new Cleanups();
    private @Nullable OpenMark innermost;

    void add(AbstractArena child) {
        children.add(child);
    }

    /** A child has ended; on any thread. */
    void remove(AbstractArena child) {
        children.remove(child);
    }

    void add(Runnable cleanup) {
        cleanups.add(cleanup);
    }

    /** A mark for what comes from now on, yet to be {@linkplain #set set}. */
    OpenMark nextMark(AbstractArena arena) {
        return new OpenMark(arena, innermost, cleanups.size());
    }

    void set(OpenMark mark) {
        innermost = mark;
    }

    /** Ends everything, also what is attached meanwhile. */
    void endAll(AbstractArena arena, Failures failures) {
        do { // again, as cleanups can open children, and those of children can add cleanups
            endChildren(failures);
            endMarks(arena, null, failures);
            cleanups.runDownTo(0, failures);
        } while (children.last() != null);
    }

    /** Ends the marks that were set last, down to {@code outermost} or, where that is null, all. */
    @SuppressWarnings("ReferenceEquality")
    void endMarks(AbstractArena arena, @Nullable OpenMark outermost, Failures failures) {
        OpenMark mark = innermost;
        while (mark != null) {
            cleanups.runDownTo(mark.cleanupsBefore(), failures);
            failures.add(arena.endInnermostMark());
            mark.over();
            innermost = mark.outer();
            mark = mark == outermost ? null : innermost;
        }
    }

    private void endChildren(Failures failures) {
        for (AbstractArena child = children.last(); child != null; child = children.last()) {
            try {
                child.close();
            } catch (RuntimeException | Error e) {
                if (!child.hasEnded()) { // a native call is using one of its segments
                    throw e;
                }
                failures.add(e);
            }
            children.remove(child); // as it may be another thread that is just closing it
        }
    }
}
