package dev.arena;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
        RESET,
        CLOSE,
        TRIM
    }

    private static final int MOST_CALLS = 400;
    private static final int MOST_ARENAS = 4;
    private static final int MOST_HANDLES = 64;
    private static final long ARENA_BUDGET = 24 << 10;
    private static final long POOL_BUDGET = 48 << 10;
    private static final long MOST_CACHED = 8 << 10;

    /** What is compared with, as large as the largest segment. */
    private static final MemorySegment PATTERN = MemorySegment.ofArray(new byte[(int) POOL_BUDGET]);

    /** What a call allocated, and the mark on its bytes. */
    private record Value(MemorySegment segment, byte mark) {}

    /** A handle, of either kind. */
    private record Handle(AutoCloseable closeable, Value value) {}

    /** An arena with what it allocated in this generation. */
    private static final class Tenant {
        final Arena arena;
        final boolean shared;
        final List<Value> values = new ArrayList<>();
        int cleanupsDue;
        int cleanupsRun;
        boolean closed;

        Tenant(Arena arena, boolean shared) {
            this.arena = arena;
            this.shared = shared;
        }
    }

    private final byte[] bytes;
    private int position;
    private byte mark;
    private final Set<Call> calls = EnumSet.noneOf(Call.class);
    private final BalancedSource source = new BalancedSource();
    private final ArenaPool pool;
    private final List<Tenant> tenants = new ArrayList<>();
    private final List<Handle> handles = new ArrayList<>();

    /** Segments of shared generations that have ended; their sessions end with the pool at the latest. */
    private final List<MemorySegment> stale = new ArrayList<>();

    CallScript(byte[] bytes) {
        this.bytes = bytes;
        this.pool = Arena.builder().chunkSizes(512, 4096).maxNormalAlloc(1024).byteBudget(ARENA_BUDGET)
                .poolByteBudget(POOL_BUDGET).maxCached(MOST_CACHED).idleTimeout(Duration.ZERO).chunkSource(source)
                .buildPool();
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

    private Tenant tenant() {
        return tenants.get(next() % tenants.size());
    }

    private @Nullable Value value(Tenant tenant) {
        return tenant.values.isEmpty() ? null : tenant.values.get(next() % tenant.values.size());
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
        if (tenants.size() == MOST_ARENAS && !tenants.removeIf(tenant -> tenant.closed)) {
            return false;
        }
        tenants.add(new Tenant(pool.open(shared ? Confinement.SHARED : Confinement.CONFINED), shared));
        return true;
    }

    private boolean allocate(boolean throwing) {
        Tenant tenant = tenant();
        long size = size();
        long alignment = alignment();
        MemorySegment segment;
        try {
            segment = throwing
                    ? tenant.arena.allocate(size, alignment)
                    : tenant.arena.tryAllocate(size, alignment);
        } catch (ArenaExhaustedException e) {
            require(throwing, "tryAllocate threw " + e);
            requireOpen(tenant, size, alignment);
            return false;
        } catch (IllegalArgumentException | IllegalStateException e) {
            requireReason(e, tenant, size, alignment);
            return false;
        }
        requireOpen(tenant, size, alignment);
        if (segment == null) {
            return false;
        }
        tenant.values.add(fresh(segment, size, alignment));
        return true;
    }

    private boolean allocateHandle(boolean shared) {
        Tenant tenant = tenant();
        long size = size();
        long alignment = alignment();
        if (handles.size() >= MOST_HANDLES) {
            return false;
        }
        try {
            if (shared) {
                Shared<MemorySegment> handle = tenant.arena.allocateShared(size, alignment);
                handles.add(new Handle(handle, fresh(handle.get(), size, alignment)));
            } else {
                Owned<MemorySegment> handle = tenant.arena.allocateOwned(size, alignment);
                handles.add(new Handle(handle, fresh(handle.get(), size, alignment)));
            }
        } catch (ArenaExhaustedException e) {
            requireOpen(tenant, size, alignment);
            return false;
        } catch (IllegalArgumentException | IllegalStateException e) {
            requireReason(e, tenant, size, alignment);
            return false;
        }
        requireOpen(tenant, size, alignment);
        return true;
    }

    /** Checks what was allocated just now and puts a mark on it. */
    private Value fresh(MemorySegment segment, long size, long alignment) {
        require(segment.byteSize() == size, segment + " instead of " + size + " bytes");
        require(segment.address() % alignment == 0, segment + " is not aligned to " + alignment);
        requireFilled(segment, (byte) 0, "not zero");
        mark = (byte) (mark % 100 + 1);
        segment.fill(mark);
        return new Value(segment, mark);
    }

    private boolean grow(boolean moving) {
        Tenant tenant = tenant();
        Value value = value(tenant);
        if (value == null) {
            return false;
        }
        long before = value.segment.byteSize();
        long size = next() % 4 == 0 ? size() : before + next();
        long alignment = moving ? alignment() : 1;
        MemorySegment grown;
        try {
            grown = moving
                    ? tenant.arena.grow(value.segment, size, alignment)
                    : tenant.arena.tryGrow(value.segment, size);
        } catch (ArenaExhaustedException e) {
            require(moving, "tryGrow threw " + e);
            return false;
        } catch (IllegalArgumentException e) {
            require(size < before || Long.bitCount(alignment) != 1 || alignment < 0, e + " for " + size);
            return false;
        }
        if (grown == null) {
            return false;
        }
        require(size >= before && grown.byteSize() == size, grown + " instead of " + size + " bytes");
        requireFilled(grown.asSlice(0, before), value.mark, "not what was in it");
        requireFilled(grown.asSlice(before), (byte) 0, "not zero");
        grown.fill(value.mark);
        if (grown.address() == value.segment.address()) {
            tenant.values.remove(value);
        }
        tenant.values.add(new Value(grown, value.mark));
        return true;
    }

    private boolean escape() {
        Tenant tenant = tenant();
        Value value = value(tenant);
        if (value == null || handles.size() >= MOST_HANDLES) {
            return false;
        }
        Owned<MemorySegment> handle = tenant.arena.escape(value.segment);
        require(handle.get().byteSize() == value.segment.byteSize(), "another size: " + handle.get());
        requireFilled(handle.get(), value.mark, "not what had escaped");
        handles.add(new Handle(handle, new Value(handle.get(), value.mark)));
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
        Tenant tenant = tenant();
        try {
            tenant.arena.onReset(() -> tenant.cleanupsRun++);
        } catch (IllegalStateException e) {
            require(tenant.closed, "refused by an open arena: " + e);
            return false;
        }
        require(!tenant.closed, "a closed arena took a cleanup");
        tenant.cleanupsDue++;
        return true;
    }

    private boolean reset() {
        Tenant tenant = tenant();
        try {
            tenant.arena.reset();
        } catch (IllegalStateException e) {
            require(tenant.closed, "refused by an open arena: " + e);
            return false;
        }
        require(!tenant.closed, "a closed arena was reset");
        ended(tenant);
        return true;
    }

    private boolean close() {
        Tenant tenant = tenant();
        tenant.arena.close();
        tenant.closed = true;
        ended(tenant);
        return true;
    }

    private void ended(Tenant tenant) {
        require(tenant.cleanupsRun == tenant.cleanupsDue, tenant.cleanupsRun + " cleanups of " + tenant.cleanupsDue);
        for (Value value : tenant.values) {
            if (tenant.shared) {
                stale.add(value.segment);
            } else {
                requireDead(value.segment);
            }
        }
        tenant.values.clear();
        require(tenant.arena.stats().bytesHeld() == 0, "holds bytes after its end");
    }

    /** After each call. */
    private void check() {
        PoolStats now = pool.stats();
        require(now.reservedBytes() <= POOL_BUDGET, "pool over its budget: " + now);
        require(now.reservedBytes() == source.bytes(), "the source gave " + source.bytes() + ": " + now);
        require(now.cachedBytes() <= MOST_CACHED, "cache over its limit: " + now);
        require(now.cachedBytes() + now.quarantinedBytes() <= now.reservedBytes(), "more than there is: " + now);
        for (Tenant tenant : tenants) {
            require(tenant.arena.stats().bytesHeld() <= ARENA_BUDGET, "over its budget: " + tenant.arena);
            for (Value value : tenant.values) {
                requireFilled(value.segment, value.mark, "overwritten");
            }
        }
        for (Handle handle : handles) {
            requireFilled(handle.value.segment, handle.value.mark, "overwritten");
        }
    }

    private void end() {
        for (Tenant tenant : tenants) {
            tenant.arena.close();
            tenant.closed = true;
            ended(tenant);
        }
        handles.forEach(handle -> requireFilled(handle.value.segment, handle.value.mark, "overwritten"));
        handles.forEach(handle -> close(handle.closeable));
        pool.close();
        stale.forEach(CallScript::requireDead);
        handles.forEach(handle -> requireDead(handle.value.segment));
        PoolStats rest = pool.stats();
        require(rest.reservedBytes() == 0 && rest.activeHandles() == 0 && rest.activeArenas() == 0, "left: " + rest);
        require(source.bytes() == 0, "the source misses " + source.bytes() + " bytes");
    }

    private static void requireOpen(Tenant tenant, long size, long alignment) {
        require(!tenant.closed, "a closed arena was asked for memory and did not refuse");
        require(size >= 0 && alignment > 0 && Long.bitCount(alignment) == 1, size + " at " + alignment + " was taken");
    }

    private static void requireReason(RuntimeException e, Tenant tenant, long size, long alignment) {
        boolean badArgument = size < 0 || alignment <= 0 || Long.bitCount(alignment) != 1;
        require(e instanceof IllegalArgumentException ? badArgument : tenant.closed, "without reason: " + e);
    }

    private static void requireDead(MemorySegment segment) {
        if (segment.byteSize() == 0) {
            return; // there is nothing to read
        }
        try {
            segment.get(ValueLayout.JAVA_BYTE, 0);
        } catch (IllegalStateException expected) {
            return;
        }
        throw new AssertionError("can be read after its end: " + segment);
    }

    private static void requireFilled(MemorySegment segment, byte expected, String otherwise) {
        MemorySegment model = PATTERN.asSlice(0, segment.byteSize()).fill(expected);
        long at = segment.mismatch(model);
        require(at == -1, otherwise + " at " + at + " of " + segment + ", which should bear " + expected);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
