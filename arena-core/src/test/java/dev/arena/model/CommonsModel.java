/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.model;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.SoftLimitEvent;
import dev.arena.SoftLimitEvent.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A shared arena from which several threads allocate at the same time. The model cannot predict which thread gets a chunk. It
 * checks that each segment has one owner, and at rest that chunks and figures match the segments. Only the end of a generation
 * excludes other threads.
 *
 * <p>The ledger guards the state of the model and its blocks.
 */
final class CommonsModel implements Counted {
    private static final int MOST_CHILDREN = 3;
    private static final int MOST_PIECES = 60;

    private final PoolModel pool;
    private final Arena arena;
    private final @Nullable CommonsModel parent;
    private final long budget;

    /** Lock of the whole family. The end of a generation holds its write lock. */
    private final ReadWriteLock lock;
    private final List<CommonsModel> children = new ArrayList<>();

    /** Segments that no thread is using at the moment. */
    private final List<Piece> pieces = new ArrayList<>();

    /** The highest known end of the allocations in each chunk. */
    private final Map<Block, Long> filledTo = new HashMap<>();
    private final ArenaFigures figures = new ArenaFigures();
    private boolean entered;
    private boolean hadChildren;
    private boolean reported;
    private boolean refused;
    private boolean closed;

    CommonsModel(PoolModel pool, Arena arena) {
        this(pool, arena, pool.limits.arenaBudget(), null);
    }

    private CommonsModel(PoolModel pool, Arena arena, long budget, @Nullable CommonsModel parent) {
        this.pool = pool;
        this.arena = arena;
        this.budget = budget;
        this.parent = parent;
        this.lock = parent == null ? new ReentrantReadWriteLock() : parent.lock;
    }

    /** Performs an operation. Returns whether one was possible. */
    boolean use(Random random) {
        if (random.nextInt(30) == 0) {
            return guarded(lock.writeLock(), () -> any(random).end(random));
        }
        return guarded(lock.readLock(), () -> {
            CommonsModel one = any(random);
            return switch (random.nextInt(16)) {
                case 0 -> one.openChild(random);
                case 1, 2, 3 -> one.grow(random);
                default -> one.allocate(random);
            };
        });
    }

    /** Closes the arena. */
    void close() {
        guarded(lock.writeLock(), () -> end(true));
    }

    private interface Action {
        boolean perform();
    }

    private static boolean guarded(Lock lock, Action action) {
        lock.lock();
        try {
            return action.perform();
        } finally {
            lock.unlock();
        }
    }

    /** Returns this arena or an open one below it. */
    private CommonsModel any(Random random) {
        synchronized (pool.ledger) {
            return random.nextBoolean() || children.isEmpty()
                    ? this
                    : children.get(random.nextInt(children.size())).any(random);
        }
    }

    private boolean openChild(Random random) {
        synchronized (pool.ledger) {
            if (closed || children.size() == MOST_CHILDREN) {
                return false;
            }
        }
        long bytes = pool.limits.minChunk() + random.nextLong(budget);
        if (inFamily(bytes) != null) { // the budget identifies the arena in events
            return false;
        }
        var child = new CommonsModel(pool, arena.child(bytes), bytes, this);
        synchronized (pool.ledger) {
            children.add(child);
            hadChildren = true;
            pool.opened(child);
        }
        pool.events.add(Event.CHILD_IN_COMMONS);
        return true;
    }

    private boolean allocate(Random random) {
        long size = random.nextInt(8) == 0 ? random.nextLong(3_000) | 1 : random.nextLong(300);
        long alignment = 1L << random.nextInt(5);
        MemorySegment segment = request(size, random, () -> arena.allocate(size, alignment));
        if (segment != null) {
            assertThat(segment.address() % alignment).isZero();
            assertThat(Region.isZero(segment, 0)).as("new memory is zero").isTrue();
            put(new Piece(segment, pool.regions.add(segment)));
        }
        return !closed;
    }

    private boolean grow(Random random) {
        Piece piece = take(random);
        if (piece == null) {
            return false;
        }
        piece.verify();
        MemorySegment old = piece.segment();
        long size = old.byteSize() + random.nextLong(200) | 1;
        MemorySegment grown = request(size, random, () -> arena.grow(old, size, 1));
        if (grown == null) {
            put(piece);
            return true;
        }
        assertThat(Region.isZero(grown, old.byteSize())).isTrue();
        if (grown.address() == old.address()) {
            pool.events.add(Event.GROWN_IN_COMMONS);
            put(new Piece(grown, pool.regions.grow(piece.region(), grown)));
        } else {
            assertThat(MemorySegment.mismatch(grown, 0, old.byteSize(), old, 0, old.byteSize())).isEqualTo(-1);
            synchronized (pool.ledger) {
                pool.relocations++;
                figures.relocations++;
            }
            put(piece);
            put(new Piece(grown, pool.regions.add(grown)));
        }
        return true;
    }

    private void put(Piece piece) {
        synchronized (pool.ledger) {
            pieces.add(piece);
        }
    }

    private @Nullable Piece take(Random random) {
        synchronized (pool.ledger) {
            return pieces.isEmpty() ? null : pieces.remove(random.nextInt(pieces.size()));
        }
    }

    private interface Call {
        MemorySegment make();
    }

    private @Nullable MemorySegment request(long size, Random random, Call call) {
        synchronized (pool.ledger) {
            if (closed || pieces.size() > MOST_PIECES) {
                return null;
            }
        }
        Ledger.Call mine = pool.ledger.begin();
        mine.refuseNext = random.nextInt(25) == 0;
        MemorySegment segment = null;
        try {
            segment = call.make();
        } catch (ArenaExhaustedException e) {
            refused(e);
        } catch (IllegalStateException e) {
            assertThat(pool.closed).as(e.toString()).isTrue();
            synchronized (pool.ledger) {
                entered |= size > pool.limits.maxNormalAlloc();
            }
        }
        heard(mine.heard);
        if (segment != null) {
            assertThat(segment.byteSize()).isEqualTo(size);
            seen(segment);
        }
        return segment;
    }

    /** Adds a segment. The first segment of a chunk also adds the chunk. */
    private void seen(MemorySegment segment) {
        synchronized (pool.ledger) {
            entered = true;
            Block block = pool.ledger.find(segment.address());
            long end = segment.address() + segment.byteSize();
            assertThat(end).isLessThanOrEqualTo(block.address + block.bytes);
            if (block.holder != this) {
                boolean normal = pool.limits.classFor(block.bytes) == block.bytes; // sizes of other chunks are not size classes
                boolean fresh = !block.claimed;
                pool.claim(block, this, fresh, normal);
                block.session = segment.scope();
                figures.hold(block.bytes, fresh, normal);
                filledTo.put(block, normal ? block.address : block.address + block.bytes);
            }
            filledTo.merge(block, end, Math::max);
            pool.events.add(Event.IN_COMMONS);
        }
    }

    private void refused(ArenaExhaustedException refusal) {
        synchronized (pool.ledger) {
            entered = true;
            switch (refusal.reason()) {
                case ARENA_BUDGET -> {
                    pool.arenaRefusals++;
                    pool.events.add(Event.REFUSED_IN_COMMONS);
                    withBudget(refusal.limit()).refused = true;
                    assertThat(refusal.held()).isBetween(0L, refusal.limit());
                    assertThat(refusal.requested()).isGreaterThan(refusal.limit() - refusal.held());
                }
                case PARTITION_BUDGET -> throw new AssertionError("there is no partition");
                case POOL_BUDGET -> pool.poolRefusals++;
                case SOURCE -> pool.sourceRefusals++;
            }
        }
    }

    private CommonsModel withBudget(long limit) {
        CommonsModel found = inFamily(limit);
        if (found == null) {
            throw new AssertionError("budget of no arena: " + limit);
        }
        return found;
    }

    /** Returns this arena or its nearest ancestor with this budget, or null. */
    private @Nullable CommonsModel inFamily(long limit) {
        for (CommonsModel one = this; one != null; one = one.parent) {
            if (one.budget == limit) {
                return one;
            }
        }
        return null;
    }

    private void heard(List<SoftLimitEvent> events) {
        synchronized (pool.ledger) {
            for (SoftLimitEvent event : events) {
                pool.softLimit.verifyFigures(event);
                if (event.scope() == Scope.ARENA) {
                    CommonsModel crossing = withBudget(event.limit());
                    assertThat(crossing.reported).as("twice: %s", event).isFalse();
                    crossing.reported = true;
                    pool.events.add(Event.PRESSURE_IN_COMMONS);
                }
            }
        }
    }

    private boolean end(Random random) {
        return end(parent != null && random.nextBoolean());
    }

    private boolean end(boolean forGood) {
        if (closed) {
            return false;
        }
        letGo();
        pool.ledger.begin();
        if (forGood) {
            arena.close();
        } else {
            arena.reset();
        }
        synchronized (pool.ledger) {
            ended(forGood);
        }
        return true;
    }

    /** Releases the segments of this arena and its children in the model. From their end on, others may use the memory. */
    private void letGo() {
        List.copyOf(children).forEach(CommonsModel::letGo);
        pieces.forEach(piece -> {
            piece.verify();
            pool.regions.drop(piece.region());
        });
        if (!filledTo.isEmpty()) {
            synchronized (pool.ledger) {
                filledTo.keySet().forEach(block -> {
                    block.ended = block.session;
                    block.holder = null;
                });
            }
        }
        pieces.clear();
    }

    private void ended(boolean forGood) {
        List.copyOf(children).forEach(child -> child.ended(true));
        assertThat(children).isEmpty();
        verifyReported();
        synchronized (pool.ledger) {
            pool.resets += entered ? 1 : 0;
        }
        filledTo.clear();
        figures.end(forGood);
        reported = false;
        refused = false;
        hadChildren = false;
        if (forGood) {
            closed = true;
            entered = false;
            if (parent != null) {
                parent.children.remove(this);
            }
            assertThatIllegalStateException().isThrownBy(() -> arena.allocate(0, 1));
        }
    }

    private long held() {
        return figures.held + children.stream().mapToLong(CommonsModel::held).sum();
    }

    /**
     * The soft limit of an arena is reported with its lock held, so each crossing is noticed. Children have their own locks.
     */
    private void verifyReported() {
        if (pool.limits.softLimit() > 0) {
            boolean crossed = filledTo.size() > 1 && !hadChildren && pool.softLimit.isBeyond(figures.held, budget);
            assertThat(reported || !(crossed || refused)).as("crossed or refused without an event").isTrue();
        }
    }

    @Override
    public boolean hasEntered() {
        return entered;
    }

    @Override
    public long wasted() {
        return filledTo.entrySet().stream()
                .mapToLong(each -> each.getKey().address + each.getKey().bytes - each.getValue()).sum();
    }

    @Override
    public boolean verifyAndReturnWhetherClosed() {
        long peak = arena.stats().peakBytesHeld(); // the peak of all threads together cannot be predicted
        assertThat(peak).isBetween(Math.max(held(), figures.peak()), budget);
        figures.peaks(peak);
        assertThat(arena.stats()).isEqualTo(figures.stats(held(), wasted(), pool.idleChunks(), pool.idleBytes()));
        pieces.forEach(Piece::verify);
        verifyReported();
        return closed;
    }
}
