package dev.arena.spring.boot.actuate;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;

/**
 * A partition of a pool. Sizes are in bytes.
 *
 * @param name       name of the partition
 * @param limit      byte budget of the partition
 * @param used       memory held by its open arenas and handles
 * @param peak       largest amount of memory that they ever held
 * @param openArenas number of open arenas that have requested memory
 * @param rejections number of allocations refused by the budget of the partition
 */
public record PartitionDescriptor(String name, long limit, long used, long peak, long openArenas, long rejections) {

    static PartitionDescriptor of(ArenaPool partition) {
        PoolStats stats = partition.stats();
        return new PartitionDescriptor(partition.name(), partition.settings().poolByteBudget(), stats.liveBytes(),
                stats.peakReservedBytes(), stats.activeArenas(), stats.poolRejections());
    }
}
