package dev.arena;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Bytes read as calls on the arenas of a small pool. After each call the promises are checked: only the exceptions that are
 * documented, zeroed and aligned memory, nothing that overlaps or changes, ended segments that throw, budgets, and at the
 * end a source that has got everything back.
 */
final class CallScript {

    enum Call {
        OPEN,
        ALLOCATE,
        TRY_ALLOCATE,
        GROW,
        TRY_GROW,
        ALLOCATE_OWNED,
        ALLOCATE_SHARED,
        ESCAPE,
        SHARE,
        RETAIN,
        CLOSE_HANDLE,
        REGISTER,
        MARK,
        CLOSE_MARK,
        CHILD,
        GROW_AT_LEAST,
        RESET,
        CLOSE,
        TRIM
    }

    private static final int MOST_CALLS = 400;
    private static final int MOST_ARENAS = 6;
    private static final int MOST_MARKS = 4;
    private static final int MOST_HANDLES = 64;
    private static final long ARENA_BUDGET = 24 << 10;
    static final int POOL_BUDGET = 48 << 10;
    private static final long LEAST_CHUNK = 512;
    private static final long MOST_CACHED = 8 << 10;
    private static final double SOFT_SHARE = 0.75;

    /** A handle, of either kind. */
    private record Handle(AutoCloseable closeable, Filled value) {}

    private final byte[] bytes;
    private int position;
    private byte filling;
    private final Set<Call> calls = EnumSet.noneOf(Call.class);
    private final BalancedSource source = new BalancedSource();
    private final ArenaPool pool;
    private final List<ScriptedArena> arenas = new ArrayList<>();
    private final List<Handle> handles = new ArrayList<>();

    /** Segments of shared generations that have ended; their sessions end with the pool at the latest. */
    private final List<Filled> stale = new ArrayList<>();

    /** What the listener found wrong; the pool would only log it. */
    private @Nullable AssertionError heardWrong;

    CallScript(byte[] bytes) {
        this.bytes = bytes;
        this.pool = Arena.builder().chunkSizes(LEAST_CHUNK, 4096).maxNormalAlloc(1024).byteBudget(ARENA_BUDGET)
                .poolByteBudget(POOL_BUDGET).maxCached(MOST_CACHED).idleTimeout(Duration.ZERO).chunkSource(source)
                .softLimit(SOFT_SHARE, this::heard).buildPool();
    }

    /** Which calls have been made and done what they are for. */
    Set<Call> calls() {
        return calls;
    }

    void run() {
        open();
        for (int i = 0; i < MOST_CALLS && position < bytes.length; i++) {
            Call call = Call.values()[next() % Call.values().length];
            if (make(call)) {
                calls.add(call);
            }
            check();
        }
        end();
    }

    private int next() {
        return position < bytes.length ? bytes[position++] & 0xFF : 0;
    }

    /** Mostly sizes that fit, but also negative, huge, and any other. */
    private long size() {
        int kind = next();
        return switch (kind % 8) {
            case 0, 1, 2, 3 -> next();
            case 4, 5 -> next() << 8 | next();
            case 6 -> switch (next() % 6) {
                case 0 -> -1;
                case 1 -> Long.MIN_VALUE;
                case 2 -> Long.MAX_VALUE;
                case 3 -> Long.MAX_VALUE - next();
                case 4 -> ARENA_BUDGET + 1 - next();
                default -> Integer.MAX_VALUE + (long) next();
            };
            default -> anyLong();
        };
    }

    private long anyLong() {
        long any = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            any = any << 8 | next();
        }
        return any;
    }

    /** Mostly powers of two. */
    private long alignment() {
        int kind = next();
        return switch (kind % 8) {
            case 0 -> 1L << next() % Long.SIZE;
            case 1 -> next() - 128;
            case 2 -> anyLong();
            default -> 1L << kind / 8 % 8;
        };
    }

    private ScriptedArena arena() {
        return arenas.get(next() % arenas.size());
    }

    private @Nullable Filled value(ScriptedArena arena) {
        return arena.values.isEmpty() ? null : arena.values.get(next() % arena.values.size());
    }

    private byte nextFilling() {
        filling = (byte) (filling % 100 + 1);
        return filling;
    }

    private boolean make(Call call) {
        return switch (call) {
            case OPEN -> open();
            case ALLOCATE -> allocate(true);
            case TRY_ALLOCATE -> allocate(false);
            case GROW -> grow(true);
            case TRY_GROW -> grow(false);
            case ALLOCATE_OWNED -> allocateHandle(false);
            case ALLOCATE_SHARED -> allocateHandle(true);
            case ESCAPE -> escape();
            case SHARE -> share();
            case RETAIN -> retain();
            case CLOSE_HANDLE -> closeHandle();
            case REGISTER -> register();
            case MARK -> mark();
            case CLOSE_MARK -> closeMark();
            case CHILD -> child();
            case GROW_AT_LEAST -> growAtLeast();
            case RESET -> reset();
            case CLOSE -> close();
            case TRIM -> {
                pool.trim();
                yield true;
            }
        };
    }

    private boolean open() {
        boolean shared = (next() & 1) == 1;
        if (arenas.size() == MOST_ARENAS && !arenas.removeIf(ScriptedArena::isClosed)) {
            return false;
        }
        arenas.add(
                new ScriptedArena(pool.open(shared ? Confinement.SHARED : Confinement.CONFINED), shared, ARENA_BUDGET));
        return true;
    }

    private boolean allocate(boolean throwing) {
        ScriptedArena arena = arena();
        long size = size();
        long alignment = alignment();
        MemorySegment segment;
        try {
            segment = throwing
                    ? arena.real.allocate(size, alignment)
                    : arena.real.tryAllocate(size, alignment);
        } catch (ArenaExhaustedException e) {
            require(throwing, "tryAllocate threw " + e);
            requireNeed(e);
            requireOpen(arena, size, alignment);
            return false;
        } catch (IllegalArgumentException | IllegalStateException e) {
            requireReason(e, arena, size, alignment);
            return false;
        }
        requireOpen(arena, size, alignment);
        if (segment == null) {
            return false;
        }
        arena.values.add(fresh(segment, size, alignment));
        return true;
    }

    private boolean allocateHandle(boolean shared) {
        ScriptedArena arena = arena();
        long size = size();
        long alignment = alignment();
        if (handles.size() >= MOST_HANDLES) {
            return false;
        }
        try {
            if (shared) {
                Shared<MemorySegment> handle = arena.real.allocateShared(size, alignment);
                handles.add(new Handle(handle, fresh(handle.get(), size, alignment)));
            } else {
                Owned<MemorySegment> handle = arena.real.allocateOwned(size, alignment);
                handles.add(new Handle(handle, fresh(handle.get(), size, alignment)));
            }
        } catch (ArenaExhaustedException e) {
            requireNeed(e);
            requireOpen(arena, size, alignment);
            return false;
        } catch (IllegalArgumentException | IllegalStateException e) {
            requireReason(e, arena, size, alignment);
            return false;
        }
        requireOpen(arena, size, alignment);
        return true;
    }

    /** Checks what was allocated just now and fills it. */
    private Filled fresh(MemorySegment segment, long size, long alignment) {
        require(segment.byteSize() == size, segment + " instead of " + size + " bytes");
        require(segment.address() % alignment == 0, segment + " is not aligned to " + alignment);
        return Filled.fresh(segment, nextFilling());
    }

    private boolean grow(boolean moving) {
        ScriptedArena arena = arena();
        Filled value = value(arena);
        if (value == null) {
            return false;
        }
        long before = value.segment().byteSize();
        long size = next() % 4 == 0 ? size() : before + next();
        long alignment = moving ? alignment() : 1;
        MemorySegment grown;
        try {
            grown = moving
                    ? arena.real.grow(value.segment(), size, alignment)
                    : arena.real.tryGrow(value.segment(), size);
        } catch (ArenaExhaustedException e) {
            require(moving, "tryGrow threw " + e);
            requireNeed(e);
            return false;
        } catch (IllegalArgumentException e) {
            require(size < before || Long.bitCount(alignment) != 1 || alignment < 0, e + " for " + size);
            return false;
        }
        if (grown == null) {
            return false;
        }
        require(size >= before && grown.byteSize() == size, grown + " instead of " + size + " bytes");
        replace(arena, value, grown);
        return true;
    }

    private boolean growAtLeast() {
        ScriptedArena arena = arena();
        Filled value = value(arena);
        if (value == null) {
            return false;
        }
        long least = value.segment().byteSize() + next();
        long preferred = next() % 4 == 0 ? size() : least + 16L * next();
        long spare = next() % 4 == 0 ? size() : next();
        long alignment = alignment();
        try {
            MemorySegment grown = arena.real.growAtLeast(value.segment(), least, preferred, alignment, spare);
            require(grown.byteSize() >= least && grown.byteSize() <= Math.max(least, preferred),
                    grown + " for " + least + " to " + preferred);
            replace(arena, value, grown);
            return true;
        } catch (ArenaExhaustedException e) {
            requireNeed(e);
            return false;
        } catch (IllegalArgumentException e) {
            require(Long.bitCount(alignment) != 1 || alignment < 0 || spare < 0,
                    e + " for " + alignment + ", " + spare);
            return false;
        }
    }

    /** Checks what a value has become that grew. */
    private static void replace(ScriptedArena arena, Filled value, MemorySegment grown) {
        long before = value.segment().byteSize();
        Filled.requireFull(grown.asSlice(0, before), value.filling(), "not what was in it");
        Filled.requireFull(grown.asSlice(before), (byte) 0, "not zero");
        grown.fill(value.filling());
        if (grown.address() == value.segment().address() && grown.scope().equals(value.segment().scope())) {
            arena.values.remove(value);
        }
        arena.values.add(new Filled(grown, value.filling()));
    }

    private boolean escape() {
        ScriptedArena arena = arena();
        Filled value = value(arena);
        if (value == null || handles.size() >= MOST_HANDLES) {
            return false;
        }
        Owned<MemorySegment> handle = arena.real.escape(value.segment());
        require(handle.get().byteSize() == value.segment().byteSize(), "another size: " + handle.get());
        Filled.requireFull(handle.get(), value.filling(), "not what had escaped");
        handles.add(new Handle(handle, new Filled(handle.get(), value.filling())));
        return true;
    }

    private boolean share() {
        int index = handles.isEmpty() ? -1 : next() % handles.size();
        if (index < 0 || !(handles.get(index).closeable instanceof Owned<?> owned)) {
            return false;
        }
        handles.set(index, new Handle(owned.share(), handles.get(index).value));
        requireOver(owned);
        return true;
    }

    private boolean retain() {
        Handle handle = handles.isEmpty() ? null : handles.get(next() % handles.size());
        if (handle == null || handles.size() >= MOST_HANDLES || !(handle.closeable instanceof Shared<?> shared)) {
            return false;
        }
        handles.add(new Handle(shared.retain(), handle.value));
        return true;
    }

    private boolean closeHandle() {
        if (handles.isEmpty()) {
            return false;
        }
        close(handles.remove(next() % handles.size()).closeable);
        return true;
    }

    private static void close(AutoCloseable handle) {
        try {
            handle.close();
        } catch (Exception e) {
            throw new AssertionError("an open handle cannot be closed", e);
        }
        requireOver(handle);
    }

    private static void requireOver(AutoCloseable handle) {
        try {
            handle.close();
        } catch (IllegalStateException expected) {
            return;
        } catch (Exception e) {
            throw new AssertionError("another exception", e);
        }
        throw new AssertionError("a handle ended twice: " + handle);
    }

    private boolean register() {
        ScriptedArena arena = arena();
        return refusedIfClosed(arena, arena::register);
    }

    private boolean mark() {
        ScriptedArena arena = arena();
        return arena.marks() < MOST_MARKS && refusedIfClosed(arena, arena::mark);
    }

    private boolean closeMark() {
        ScriptedArena arena = arena();
        if (arena.marks() == 0) {
            return false;
        }
        arena.closeMark(next() % arena.marks());
        return true;
    }

    private boolean child() {
        ScriptedArena parent = arena();
        long budget = next() % 4 == 0 ? size() : LEAST_CHUNK * (1 + next() % 64);
        if (arenas.size() == MOST_ARENAS) {
            return false;
        }
        try {
            return refusedIfClosed(parent, () -> arenas.add(parent.child(budget)));
        } catch (IllegalArgumentException e) {
            require(budget < LEAST_CHUNK, e + " for " + budget);
            return false;
        }
    }

    private boolean reset() {
        ScriptedArena arena = arena();
        return refusedIfClosed(arena, () -> arena.reset(stale));
    }

    private boolean close() {
        arena().close(stale);
        return true;
    }

    /** Makes a call that closed arenas, and only they, refuse; answers whether it was taken. */
    private static boolean refusedIfClosed(ScriptedArena arena, Runnable call) {
        boolean closed = arena.isClosed();
        try {
            call.run();
        } catch (IllegalStateException e) {
            require(closed, "refused by an open arena: " + e);
            return false;
        }
        require(!closed, "taken by a closed arena");
        return true;
    }

    /** The soft-limit listener: trims the pool, allocates, or does nothing. */
    private void heard(SoftLimitEvent event) {
        try {
            require(event.held() <= event.limit(), "over its limit: " + event);
            require(event.requested() > (long) (event.limit() * SOFT_SHARE) - event.held(), "without need: " + event);
            require(event.scope() == SoftLimitEvent.Scope.ARENA || event.limit() == POOL_BUDGET, "wrong: " + event);
            switch (next() % 4) {
                case 0 -> pool.trim();
                case 1 -> allocateWhileHearing();
                default -> {
                }
            }
        } catch (AssertionError | RuntimeException e) {
            heardWrong = new AssertionError("in the listener", e);
        }
    }

    private void allocateWhileHearing() {
        ScriptedArena arena = arena();
        if (!arena.isClosed()) {
            MemorySegment segment = arena.real.tryAllocate(next(), 1);
            if (segment != null) {
                arena.values.add(Filled.fresh(segment, nextFilling()));
            }
        }
    }

    /** After each call. */
    private void check() {
        if (heardWrong != null) {
            throw heardWrong;
        }
        PoolStats now = pool.stats();
        require(now.reservedBytes() <= POOL_BUDGET, "pool over its budget: " + now);
        require(now.reservedBytes() == source.bytes(), "the source gave " + source.bytes() + ": " + now);
        require(now.cachedBytes() <= MOST_CACHED, "cache over its limit: " + now);
        require(now.cachedBytes() + now.quarantinedBytes() <= now.reservedBytes(), "more than there is: " + now);
        arenas.forEach(ScriptedArena::check);
        handles.forEach(handle -> handle.value.requireIntact());
    }

    private void end() {
        arenas.forEach(arena -> arena.close(stale));
        handles.forEach(handle -> handle.value.requireIntact());
        handles.forEach(handle -> close(handle.closeable));
        pool.close();
        stale.forEach(Filled::requireDead);
        handles.forEach(handle -> handle.value.requireDead());
        PoolStats rest = pool.stats();
        require(rest.reservedBytes() == 0 && rest.activeHandles() == 0 && rest.activeArenas() == 0, "left: " + rest);
        require(source.bytes() == 0, "the source misses " + source.bytes() + " bytes");
    }

    private static void requireNeed(ArenaExhaustedException e) {
        require(e.requested() > e.limit() - e.held() && e.held() <= e.limit(), "refused without need: " + e);
    }

    private static void requireOpen(ScriptedArena arena, long size, long alignment) {
        require(!arena.isClosed(), "a closed arena was asked for memory and did not refuse");
        require(size >= 0 && alignment > 0 && Long.bitCount(alignment) == 1, size + " at " + alignment + " was taken");
    }

    private static void requireReason(RuntimeException e, ScriptedArena arena, long size, long alignment) {
        boolean badArgument = size < 0 || alignment <= 0 || Long.bitCount(alignment) != 1;
        require(e instanceof IllegalArgumentException ? badArgument : arena.isClosed(), "without reason: " + e);
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
