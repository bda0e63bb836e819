package dev.arena.demo.race;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.arena.demo.race.RaceState.Phase;

/**
 * One job on both engines, one after the other, on a thread of its own. Each begins behind a full garbage collection, and both have
 * done a part of the job before that, unmeasured. Who goes first alternates.
 *
 * <p>Safe for use by any thread.
 */
final class Race {

    /** Enough for the JIT compiler to have seen what matters; the rest would only take time. */
    private static final int MOST_WARM_UP_ROWS = 100_000;

    private final long id;
    private final RaceOrder order;
    private final Course course;
    private final Aftermath aftermath;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<Engine, Lap> laps = new EnumMap<>(Engine.class);
    private volatile boolean cancelled;
    private volatile RaceState state;

    Race(long id, RaceOrder order, Course course, Aftermath aftermath) {
        this.id = id;
        this.order = order;
        this.course = course;
        this.aftermath = aftermath;
        this.state = new RaceState(id, order, Phase.WARM_UP, null, 0, order.rows(), null, null, null, null);
    }

    /** Begins. Those that follow see how far it has come by {@link #state}. */
    void start() {
        Thread.ofPlatform().name("race-" + id).daemon().start(this::run);
    }

    private void run() {
        try {
            List<Engine> engines = id % 2 == 0
                    ? List.of(Engine.ARENA, Engine.HEAP)
                    : List.of(Engine.HEAP, Engine.ARENA);
            int warmUpRows = Math.min(order.rows(), MOST_WARM_UP_ROWS);
            for (Engine engine : engines) {
                enter(Phase.WARM_UP, engine, warmUpRows, null);
                course.run(engine, warmUpRows);
            }
            Course.@Nullable Answers first = null;
            boolean same = true;
            for (Engine engine : engines) {
                enter(Phase.RUNNING, engine, order.rows(), null);
                Course.Answers answers = run(engine);
                same = first == null || first.equals(answers);
                first = answers;
            }
            state = new RaceState(id, order, Phase.FINISHED, null, order.rows(), order.rows(), laps.get(Engine.HEAP),
                    laps.get(Engine.ARENA), same, null);
        } catch (IOException e) {
            enter(cancelled ? Phase.CANCELLED : Phase.FAILED, null, order.rows(), cancelled ? null : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            enter(Phase.CANCELLED, null, order.rows(), null);
        } finally {
            over.countDown();
        }
    }

    private void enter(Phase phase, @Nullable Engine engine, int rows, @Nullable String problem) {
        state = new RaceState(id, order, phase, engine, 0, rows, laps.get(Engine.HEAP), laps.get(Engine.ARENA), null,
                problem);
    }

    private Course.Answers run(Engine engine) throws IOException, InterruptedException {
        System.gc();
        long heapUsedBefore = Meter.heapUsed();
        Aftermath.Requests before = aftermath.requests(order.job());
        Meter start = Meter.read();
        Course.Answers answers = course.run(engine, order.rows());
        Meter took = Meter.read().since(start);
        long heapUsedAfter = Meter.heapUsed();
        Double releaseMillis = aftermath.awaitRelease(start.nanos() + took.nanos());
        long arenaBytes = engine == Engine.ARENA
                ? aftermath.bytesPerRequest(order.job(), before, answers.requests())
                : 0;
        laps.put(engine, new Lap(took.nanos() / 1e6, answers.requests(), answers.bytes(), took.allocatedBytes(),
                took.collections(), took.pauseMillis(), heapUsedBefore, heapUsedAfter, arenaBytes,
                aftermath.liveBytes(), releaseMillis));
        return answers;
    }

    long id() {
        return id;
    }

    /** How far it has come. */
    RaceState state() {
        RaceState now = state;
        return now.engine() == null
                ? now
                : new RaceState(id, order, now.phase(), now.engine(), Math.min(course.rowsDone(), now.rowsToDo()),
                        now.rowsToDo(), now.heap(), now.arena(), null, null);
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits until the race is over, but not longer than {@code most}; answers whether it is. */
    boolean awaitOver(Duration most) throws InterruptedException {
        return over.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Breaks the race off, if it is not over. */
    void cancel() {
        cancelled = true;
        course.breakOff();
    }
}
