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
        TRIM,
        TRY_ALLOCATE_NOW,
        SHRINK,
        WRITE_TO_CUT,
        WRITE_TO_STALE,
        CHANGE_BUDGET,
        NEST,
        PARTITION,
        CLOSE_PARTITION,
        OPEN_WITH_OPTIONS,
        ADOPT
    }

    private static final int MOST_CALLS = 400;
    private static final int MOST_ARENAS = 6;
    private static final int MOST_MARKS = 4;
    private static final int MOST_HANDLES = 64;
    private static final int MOST_DEPTH = 100;
    private static final int MOST_PARTITIONS = 8;
    private static final int PARTITION_NAMES = 5;
    private static final long ARENA_BUDGET = 24 << 10;
    static final int POOL_BUDGET = 48 << 10;
    private static final long LEAST_CHUNK = 512;
    private static final long MOST_CACHED = 8 << 10;
    private static final double SOFT_SHARE = 0.75;

    /** What may wait for shared arenas and handles that live on, as the first byte of a script chooses. */
    private static final long[] QUARANTINES = {1 << 20, 0, LEAST_CHUNK, 4 * LEAST_CHUNK, 16 * LEAST_CHUNK, 1};

    private final ScriptInput input;
    private byte filling;
    private final Set<Call> calls = EnumSet.noneOf(Call.class);
    private final BalancedSource source = new BalancedSource();
    private final long mostQuarantined;
    private final ArenaPool pool;
    private final List<ScriptedPartition> partitions = new ArrayList<>();
    private final List<ScriptedArena> arenas = new ArrayList<>();
    private final List<ScriptedHandle> handles = new ArrayList<>();

    /** What has ended in sessions that close later, with the pool at the latest. */
    private final List<Stale> stale = new ArrayList<>();

    /** Whether an arena has held more than its budget because that was lowered. */
    private boolean budgetWasLowered;

    /** How often the listener was called. It may be refused memory itself. */
    private int heard;

    /** What the listener found wrong; the pool would only log it. */
    private @Nullable AssertionError heardWrong;

    CallScript(byte[] bytes) {
        this.input = new ScriptInput(bytes, ARENA_BUDGET);
        this.mostQuarantined = QUARANTINES[input.next(QUARANTINES.length)];
        this.pool = Arena.builder().chunkSizes(LEAST_CHUNK, 4096).maxNormalAlloc(1024).byteBudget(ARENA_BUDGET)
                .poolByteBudget(POOL_BUDGET).maxCached(MOST_CACHED).maxQuarantined(mostQuarantined)
                .idleTimeout(Duration.ZERO).chunkSource(source).softLimit(SOFT_SHARE, this::hear).buildPool();
    }

    /** Which calls have been made and done what they are for. */
    Set<Call> calls() {
        return calls;
    }

    void run() {
        open();
        for (int i = 0; i < MOST_CALLS && !input.isOver(); i++) {
            Call call = Call.values()[input.next(Call.values().length)];
            if (make(call)) {
                calls.add(call);
            }
            check();
        }
        end();
    }

    private ScriptedArena arena() {
        return arenas.get(input.next(arenas.size()));
    }

    private @Nullable Filled value(ScriptedArena arena) {
        List<Filled> values = arena.values();
        return values.isEmpty() ? null : values.get(input.next() % values.size());
    }

    private byte nextFilling() {
        filling = (byte) (filling % 100 + 1);
        return filling;
    }

    private boolean make(Call call) {
        return switch (call) {
            case OPEN -> open();
            case ALLOCATE, TRY_ALLOCATE, TRY_ALLOCATE_NOW -> allocate(call);
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
            case SHRINK -> shrink();
            case WRITE_TO_CUT -> writeToCut();
            case WRITE_TO_STALE -> writeToStale();
            case CHANGE_BUDGET -> changeBudget();
            case NEST -> nest();
            case PARTITION -> partition();
            case CLOSE_PARTITION -> closePartition();
            case OPEN_WITH_OPTIONS -> openWithOptions();
            case ADOPT -> adopt();
        };
    }

    private boolean open() {
        boolean shared = (input.next() & 1) == 1;
        if (!hasRoomForAnArena()) {
            return false;
        }
        Arena opened = pool.open(shared ? Confinement.SHARED : Confinement.CONFINED);
        add(ScriptedArena.opened(opened, shared, ARENA_BUDGET, null));
        return true;
    }

    private boolean hasRoomForAnArena() {
        return arenas.size() < MOST_ARENAS || arenas.stream().anyMatch(ScriptedArena::isClosed);
    }

    private void add(ScriptedArena opened) {
        if (arenas.size() == MOST_ARENAS) {
            arenas.removeIf(ScriptedArena::isClosed);
        }
        arenas.add(opened);
    }

    /** One of the partitions, or null for the pool itself. */
    private @Nullable ScriptedPartition partitionOrPool() {
        int index = input.next(partitions.size() + 1);
        return index == partitions.size() ? null : partitions.get(index);
    }

    private boolean openWithOptions() {
        ScriptedPartition partition = partitionOrPool();
        int kind = input.next();
        boolean shared = (kind & 1) == 1;
        long budget = (kind & 2) == 0 ? 0 : LEAST_CHUNK * (1 + input.next(64));
        ArenaOptions options = ArenaOptions.defaults().withByteBudget(budget)
                .withExpectedBytes((kind & 4) == 0 ? 0 : input.next() << 5)
                .withConfinement(shared ? Confinement.SHARED : Confinement.CONFINED);
        if ((kind & 8) != 0) {
            options = options.withLongLife();
        }
        if (!hasRoomForAnArena()) {
            return false;
        }
        long byDefault = partition == null ? ARENA_BUDGET : Math.min(ARENA_BUDGET, partition.limit());
        try {
            Arena opened = (partition == null ? pool : partition.real).open(options);
            add(ScriptedArena.opened(opened, shared, budget == 0 ? byDefault : budget, partition));
        } catch (IllegalStateException e) {
            require(partition != null && partition.isClosed(), "refused by an open partition: " + e);
            return false;
        }
        require(partition == null || !partition.isClosed(), "opened by a closed partition");
        return true;
    }

    private boolean partition() {
        ScriptedPartition parent = partitionOrPool();
        String name = "p" + input.next(PARTITION_NAMES);
        long budget = input.next(4) == 0 ? input.size() : LEAST_CHUNK * (1 + input.next(64));
        if (partitions.size() == MOST_PARTITIONS) {
            return false;
        }
        boolean taken = partitions.stream().anyMatch(it -> !it.isClosed() && it.name().equals(name));
        long most = parent == null ? POOL_BUDGET : parent.limit();
        boolean bad = taken || budget < LEAST_CHUNK || budget > most;
        try {
            ArenaPool opened = (parent == null ? pool : parent.real).partition(name, budget);
            partitions.add(new ScriptedPartition(opened, parent, budget));
        } catch (IllegalStateException e) {
            require(parent != null && parent.isClosed(), "refused by an open partition: " + e);
            return false;
        } catch (IllegalArgumentException e) {
            require(bad, e + " for '" + name + "' of " + budget);
            return false;
        }
        require(!bad && (parent == null || !parent.isClosed()), "opened '" + name + "' of " + budget);
        return true;
    }

    private boolean closePartition() {
        if (partitions.isEmpty()) {
            return false;
        }
        partitions.get(input.next(partitions.size())).close();
        return true;
    }

    private boolean adopt() {
        ScriptedPartition target = partitionOrPool();
        ScriptedArena arena = arena();
        ScriptedGeneration generation = arena.generation();
        boolean ended = arena.isClosed() || (target != null && target.isClosed());
        boolean hasHandles = handles.stream().anyMatch(handle -> handle.generation() == generation);
        boolean hasRoom = target == null || target.hasRoom(arena.bytesHeld(), arena.partition());
        try {
            (target == null ? pool : target.real).adopt(arena.real);
        } catch (ArenaExhaustedException e) {
            require(!hasRoom, "refused though there is room: " + e);
            requireNeed(e);
            return false;
        } catch (IllegalArgumentException e) {
            require(arena.isChild(), "refused: " + e);
            return false;
        } catch (IllegalStateException e) {
            require(ended || arena.hasOpenChildren() || generation.mayHaveHandles, "refused: " + e);
            return false;
        }
        require(!ended && !arena.isChild() && !arena.hasOpenChildren() && !hasHandles && hasRoom,
                "moved: " + arena.real);
        arena.moveTo(target);
        return true;
    }

    private boolean allocate(Call how) {
        ScriptedArena arena = arena();
        long size = input.size();
        long alignment = input.alignment();
        long refusals = pool.stats().poolRejections();
        int heardBefore = heard;
        MemorySegment segment;
        try {
            segment = switch (how) {
                case TRY_ALLOCATE -> arena.real.tryAllocate(size, alignment);
                case TRY_ALLOCATE_NOW -> arena.real.tryAllocateNow(size, alignment);
                default -> arena.real.allocate(size, alignment);
            };
        } catch (ArenaExhaustedException e) {
            require(how == Call.ALLOCATE, how + " threw " + e);
            requireNeed(e);
            requireOpen(arena, size, alignment);
            return false;
        } catch (IllegalArgumentException | IllegalStateException e) {
            requireReason(e, arena, size, alignment);
            return false;
        }
        requireOpen(arena, size, alignment);
        if (segment == null) {
            require(how == Call.TRY_ALLOCATE || heard > heardBefore || pool.stats().poolRejections() == refusals,
                    "counted a refusal of what was not needed");
            return false;
        }
        arena.values().add(fresh(arena.generation(), segment, size, alignment));
        return true;
    }

    private boolean allocateHandle(boolean shared) {
        ScriptedArena arena = arena();
        long size = input.size();
        long alignment = input.alignment();
        if (handles.size() >= MOST_HANDLES) {
            return false;
        }
        arena.generation().mayHaveHandles = true;
        try {
            if (shared) {
                Shared<MemorySegment> handle = arena.real.allocateShared(size, alignment);
                addFresh(handle, handle.get(), arena, size, alignment);
            } else {
                Owned<MemorySegment> handle = arena.real.allocateOwned(size, alignment);
                addFresh(handle, handle.get(), arena, size, alignment);
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

    private void addFresh(AutoCloseable handle, MemorySegment segment, ScriptedArena arena, long size, long alignment) {
        ScriptedGeneration generation = arena.generation();
        handles.add(new ScriptedHandle(handle, fresh(generation, segment, size, alignment), generation));
    }

    /** Checks what was allocated just now and fills it. */
    private Filled fresh(ScriptedGeneration generation, MemorySegment segment, long size, long alignment) {
        require(segment.byteSize() == size, segment + " instead of " + size + " bytes");
        require(segment.address() % alignment == 0, segment + " is not aligned to " + alignment);
        return generation.fresh(segment, nextFilling());
    }

    private boolean grow(boolean moving) {
        ScriptedArena arena = arena();
        Filled value = value(arena);
        if (value == null) {
            return false;
        }
        long before = value.segment().byteSize();
        long size = input.next(4) == 0 ? input.size() : before + input.next();
        long alignment = moving ? input.alignment() : 1;
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
        long least = value.segment().byteSize() + input.next();
        long preferred = input.next(4) == 0 ? input.size() : least + 16L * input.next();
        long spare = input.next(4) == 0 ? input.size() : input.next();
        long alignment = input.alignment();
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
        arena.generation().requireZero(grown.asSlice(before));
        grown.fill(value.filling());
        if (grown.address() == value.segment().address() && grown.scope().equals(value.segment().scope())) {
            arena.generation().remove(value);
        }
        arena.values().add(new Filled(grown, value.filling()));
    }

    /** Mostly the last value, as only its bytes can be taken back. */
    private boolean shrink() {
        ScriptedArena arena = arena();
        Filled value = input.next(4) == 0 || arena.values().isEmpty() ? value(arena) : arena.values().getLast();
        if (value == null) {
            return false;
        }
        MemorySegment segment = value.segment();
        long before = segment.byteSize();
        long size = input.next(4) == 0 ? input.size() : input.next() % (before + 1);
        MemorySegment shrunk;
        try {
            shrunk = arena.real.shrink(segment, size);
        } catch (IllegalArgumentException e) {
            require(size < 0 || size > before, e + " for " + size);
            return false;
        }
        require(shrunk.byteSize() == size && shrunk.address() == segment.address(), shrunk + " of " + segment);
        arena.generation().cut(value, shrunk);
        return true;
    }

    private boolean writeToCut() {
        ScriptedGeneration generation = arena().generation();
        if (generation.cuts.isEmpty()) {
            return false;
        }
        int index = input.next(4) == 0 ? input.next() % generation.cuts.size() : generation.cuts.size() - 1;
        generation.writeTo(generation.cuts.get(index), handles);
        return true;
    }

    /** Writes to what has ended but can still be reached: nobody may notice. */
    private boolean writeToStale() {
        stale.removeIf(Stale::isDead);
        if (stale.isEmpty()) {
            return false;
        }
        Stale any = stale.get(input.next() % stale.size());
        any.generation().write(any.segment(), handles);
        return true;
    }

    private boolean changeBudget() {
        ScriptedArena arena = arena();
        long budget = input.next(4) == 0 ? input.size() : LEAST_CHUNK * (1 + input.next(64));
        try {
            pool.changeByteBudget(arena.real, budget);
        } catch (IllegalArgumentException e) {
            require(arena.isChild() || budget < LEAST_CHUNK, e + " for " + budget);
            return false;
        } catch (IllegalStateException e) {
            require(arena.isClosed(), "refused by an open arena: " + e);
            return false;
        }
        require(!arena.isClosed() && !arena.isChild() && budget >= LEAST_CHUNK, "taken: " + budget);
        budgetWasLowered |= arena.changeBudget(budget);
        return true;
    }

    private boolean escape() {
        ScriptedArena arena = arena();
        Filled value = value(arena);
        if (value == null || handles.size() >= MOST_HANDLES) {
            return false;
        }
        arena.generation().mayHaveHandles = true;
        Owned<MemorySegment> handle;
        try {
            handle = arena.real.escape(value.segment());
        } catch (ArenaExhaustedException e) {
            require(value.segment().byteSize() == 0, "escape threw " + e);
            requireNeed(e);
            return false;
        }
        require(handle.get().byteSize() == value.segment().byteSize(), "another size: " + handle.get());
        Filled.requireFull(handle.get(), value.filling(), "not what had escaped");
        handles.add(new ScriptedHandle(handle, new Filled(handle.get(), value.filling()), arena.generation()));
        return true;
    }

    private boolean share() {
        int index = handles.isEmpty() ? -1 : input.next() % handles.size();
        if (index < 0 || !(handles.get(index).closeable() instanceof Owned<?> owned)) {
            return false;
        }
        ScriptedHandle handle = handles.get(index);
        handles.set(index, new ScriptedHandle(owned.share(), handle.value(), handle.generation()));
        requireOver(owned);
        return true;
    }

    private boolean retain() {
        ScriptedHandle handle = handles.isEmpty() ? null : handles.get(input.next() % handles.size());
        if (handle == null || handles.size() >= MOST_HANDLES || !(handle.closeable() instanceof Shared<?> shared)) {
            return false;
        }
        handles.add(new ScriptedHandle(shared.retain(), handle.value(), handle.generation()));
        return true;
    }

    private boolean closeHandle() {
        if (handles.isEmpty()) {
            return false;
        }
        ScriptedHandle handle = handles.remove(input.next() % handles.size());
        close(handle.closeable());
        stale.add(new Stale(handle.value().segment(), handle.generation()));
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
        arena.closeMark(input.next() % arena.marks());
        return true;
    }

    private boolean child() {
        ScriptedArena parent = arena();
        long budget = input.next(4) == 0 ? input.size() : LEAST_CHUNK * (1 + input.next(64));
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

    /** Opens children of children, and allocates in the innermost. */
    private boolean nest() {
        ScriptedArena innermost = arena();
        int levels = Math.min(input.next(32), MOST_DEPTH - innermost.depth());
        if (arenas.size() == MOST_ARENAS || levels <= 0 || innermost.isClosed()) {
            return false;
        }
        for (int i = 0; i < levels; i++) {
            innermost = innermost.child(LEAST_CHUNK * (1 + input.next(64)));
        }
        arenas.add(innermost);
        MemorySegment segment = innermost.real.tryAllocate(input.next(), 1);
        if (segment != null) {
            innermost.values().add(innermost.generation().fresh(segment, nextFilling()));
        }
        return true;
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
    private void hear(SoftLimitEvent event) {
        heard++;
        try {
            require(event.held() <= event.limit() || isOfLoweredBudget(event), "over its limit: " + event);
            require(event.requested() > (long) (event.limit() * SOFT_SHARE) - event.held(), "without need: " + event);
            require(event.scope() == SoftLimitEvent.Scope.ARENA || event.limit() == POOL_BUDGET, "wrong: " + event);
            switch (input.next(4)) {
                case 0 -> pool.trim();
                case 1 -> allocateWhileHearing();
                default -> {
                }
            }
        } catch (AssertionError | RuntimeException e) {
            heardWrong = new AssertionError("in the listener", e);
        }
    }

    private boolean isOfLoweredBudget(SoftLimitEvent event) {
        return budgetWasLowered && event.scope() == SoftLimitEvent.Scope.ARENA;
    }

    private void allocateWhileHearing() {
        ScriptedArena arena = arena();
        if (!arena.isClosed()) {
            MemorySegment segment = arena.real.tryAllocate(input.next(), 1);
            if (segment != null) {
                arena.values().add(arena.generation().fresh(segment, nextFilling()));
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
        require(now.quarantinedBytes() <= mostQuarantined, "quarantine over its limit: " + now);
        arenas.forEach(ScriptedArena::check);
        partitions.forEach(partition -> partition.check(arenas, handles));
        handles.forEach(handle -> handle.value().requireIntact());
    }

    private void end() {
        arenas.forEach(arena -> arena.close(stale));
        handles.forEach(handle -> handle.value().requireIntact());
        handles.forEach(handle -> close(handle.closeable()));
        partitions.forEach(partition -> partition.check(List.of(), List.of()));
        pool.close();
        stale.forEach(Stale::requireDead);
        handles.forEach(handle -> Filled.requireDead(handle.value().segment()));
        PoolStats rest = pool.stats();
        require(rest.reservedBytes() == 0 && rest.activeHandles() == 0 && rest.activeArenas() == 0, "left: " + rest);
        require(source.bytes() == 0, "the source misses " + source.bytes() + " bytes");
    }

    private void requireNeed(ArenaExhaustedException e) {
        boolean mayHoldMore = budgetWasLowered && e.reason() == ArenaExhaustedException.Reason.ARENA_BUDGET;
        require(e.requested() > e.limit() - e.held() && (e.held() <= e.limit() || mayHoldMore),
                "refused without need: " + e);
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
