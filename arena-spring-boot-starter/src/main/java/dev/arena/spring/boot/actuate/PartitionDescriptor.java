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

package dev.arena.spring.boot.actuate;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;

/**
 * Describes a partition of a pool. Sizes are in bytes.
 *
 * @param name       name of the partition
 * @param limit      byte budget of the partition
 * @param used       memory held by its open arenas and handles
 * @param peak       largest amount of memory that they held together
 * @param openArenas number of open arenas that have requested memory
 * @param rejections number of allocations refused by the budget of the partition
 * @since 0.1.0
 */
public record PartitionDescriptor(String name, long limit, long used, long peak, long openArenas, long rejections) {

    static PartitionDescriptor of(ArenaPool partition) {
        PoolStats stats = partition.stats();
        return new PartitionDescriptor(partition.name(), partition.settings().poolByteBudget(), stats.liveBytes(),
                stats.peakReservedBytes(), stats.activeArenas(), stats.poolRejections());
    }
}
