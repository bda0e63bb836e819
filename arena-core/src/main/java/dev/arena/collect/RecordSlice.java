package dev.arena.collect;

import java.lang.foreign.MemorySegment;

import dev.arena.record.RecordLayout;

/**
 * Rows that do not change any more: what a {@link RecordVec} becomes when it is frozen. It ends with its memory, that of the
 * generation or of the handle around it. May be read by as many threads as may use that.
 *
 * @param <R> type of the records
 */
public final class RecordSlice<R extends Record> extends RecordRows<R> {
    private final MemorySegment text;

    /**
     * Rows in one block with the text that they refer to.
     *
     * @param block rows, followed by text
     */
    RecordSlice(RecordLayout<R> layout, long size, MemorySegment block) {
        this(layout, size, block.asSlice(0, size * layout.byteSize()),
                layout.hasText() ? block.asSlice(size * layout.byteSize()) : MemorySegment.NULL);
    }

    RecordSlice(RecordLayout<R> layout, long size, MemorySegment rows, MemorySegment text) {
        super(layout, rows.asReadOnly(), size);
        this.text = text.asReadOnly();
    }

    @Override
    public MemorySegment textSegment() {
        return text;
    }
}
