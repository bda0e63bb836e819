package dev.arena;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Threads of tests that must get stuck, or must not. */
final class Threads {
    private Threads() {}

    /** A platform thread that runs {@code task}; started, and not waited for. */
    static <T> Started<T> start(Callable<T> task) {
        var future = new FutureTask<T>(task);
        var thread = new Thread(future);
        thread.start();
        return new Started<>(thread, future);
    }

    /**
     * A thread and what it will answer.
     *
     * @param <T> type of the answer
     */
    record Started<T>(Thread thread, FutureTask<T> task) {

        /** Returns when the thread cannot go on by itself, or has ended. */
        Started<T> untilStuck() {
            while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            return this;
        }

        T answer() throws Exception {
            return task.get();
        }
    }
}
