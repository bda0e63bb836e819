package dev.arena.model;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

import dev.arena.ChunkSource;

/** A source that goes wrong as planned and insists that everything it gave out comes back once. */
final class PlannedSource implements ChunkSource {

    /** What makes memory misaligned, in bytes. */
    private static final long OFF = 8;

    private final FaultPlan plan;

    /** What the backing source gave, by the address of what was answered. */
    private final Map<Long, MemorySegment> outstanding = new HashMap<>();

    PlannedSource(FaultPlan plan) {
        this.plan = plan;
    }

    @Override
    @SuppressWarnings("NullAway") // breaking the contract is the purpose
    public MemorySegment obtain(long byteSize) {
        Fault fault = plan.next(FaultPlan.Call.OBTAIN);
        if (fault == null) {
            return noted(ChunkSource.nativeMemory().obtain(byteSize), 0, byteSize);
        }
        fault.raise();
        return switch (fault) {
            case WRONG_SIZE -> noted(ChunkSource.nativeMemory().obtain(byteSize + 1), 0, byteSize + 1);
            case MISALIGNED -> noted(ChunkSource.nativeMemory().obtain(byteSize + OFF), OFF, byteSize);
            default -> null;
        };
    }

    private MemorySegment noted(MemorySegment memory, long offset, long byteSize) {
        outstanding.put(memory.address() + offset, memory);
        return memory.asSlice(offset, byteSize);
    }

    @Override
    public void release(MemorySegment memory) {
        Fault fault = plan.next(FaultPlan.Call.RELEASE);
        MemorySegment known = outstanding.remove(memory.address());
        if (known == null) {
            throw new AssertionError("released what is not outstanding: " + memory);
        }
        ChunkSource.nativeMemory().release(known);
        if (fault != null) {
            fault.raise();
        }
    }

    long outstandingBytes() {
        return outstanding.values().stream().mapToLong(MemorySegment::byteSize).sum();
    }

    long outstandingChunks() {
        return outstanding.size();
    }
}
