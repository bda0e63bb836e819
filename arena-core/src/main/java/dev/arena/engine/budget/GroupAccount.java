package dev.arena.engine.budget;

import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

/**
 * The account of a group of arenas: a pool or a partition.
 *
 * @since 0.1.0
 */
public final class GroupAccount extends Account {
    private final AdmissionControl admissions;

    /** The account of a partition. */
    public GroupAccount(long limit, @Nullable Account parent) {
        super(limit, parent);
        makeConcurrent();
        this.admissions = new AdmissionControl(this, bytes -> bytes <= limit() - used(), System::nanoTime);
    }

    /**
     * The account of a pool.
     *
     * @param hasRoom whether the pool can provide this number of bytes, from its limit or from memory that nobody uses
     */
    public GroupAccount(long limit, LongPredicate hasRoom) {
        super(limit, null);
        makeConcurrent();
        this.admissions = new AdmissionControl(this, hasRoom, System::nanoTime);
    }

    /** Decides which work of the group may begin. */
    public AdmissionControl admissions() {
        return admissions;
    }
}
