package dev.arena;

import org.jspecify.annotations.Nullable;

/**
 * The children, marks and cleanups of an arena, which end with its generation and before its memory. Created only if there are
 * any. Not thread safe; the arena guards it.
 */
final class Attachments {
    private final Children children = new Children();
    private final Cleanups cleanups = new Cleanups();
    private @Nullable OpenMark innermost;

    void add(AbstractArena child) {
        children.add(child);
    }

    /** Removes a child that has ended. Called by any thread. */
    void remove(AbstractArena child) {
        children.remove(child);
    }

    void add(Runnable cleanup) {
        cleanups.add(cleanup);
    }

    /** Makes a mark, which is then to be {@linkplain #set set}. */
    OpenMark nextMark(AbstractArena arena) {
        return new OpenMark(arena, innermost, cleanups.size());
    }

    void set(OpenMark mark) {
        innermost = mark;
    }

    /** Ends everything, including what is attached meanwhile. */
    void endAll(AbstractArena arena, Failures failures) {
        do { // again, as cleanups can open children, and those of children can add cleanups
            endChildren(failures);
            endMarks(arena, null, failures);
            cleanups.runDownTo(0, failures);
        } while (children.last() != null);
    }

    /** Ends the marks that were set last, down to {@code outermost}, or all if that is null. */
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
            children.remove(child); // another thread may be closing it
        }
    }
}
