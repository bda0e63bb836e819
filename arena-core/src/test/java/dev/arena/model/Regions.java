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
import java.util.Map;
import java.util.TreeMap;

/** All live regions by address. No two of them may overlap. Safe for use by any thread. */
final class Regions {
    private final TreeMap<Long, Region> byAddress = new TreeMap<>();
    private long keys;

    /** Adds a new segment, and fills it. */
    Region add(MemorySegment segment) {
        Region region;
        synchronized (this) {
            keys += 1L << 32;
            region = new Region(segment.address(), segment.byteSize(), keys);
            enter(region, segment.byteSize());
        }
        region.fill(segment);
        return region;
    }

    /** Adds the bytes of a segment that has grown in place. */
    Region grow(Region region, MemorySegment grown) {
        drop(region); // empty regions are not stored
        synchronized (this) {
            enter(region, grown.byteSize());
            region.uses++;
        }
        region.fill(grown);
        return region;
    }

    private void enter(Region region, long bytes) {
        region.bytes = bytes;
        if (bytes == 0) {
            return;
        }
        Map.Entry<Long, Region> before = byAddress.lowerEntry(region.address + bytes);
        if (before != null && !before.getValue().equals(region)
                && before.getKey() + before.getValue().bytes > region.address) {
            throw new AssertionError("overlap of " + bytes + " bytes at " + Long.toHexString(region.address) + " and "
                    + before.getValue().bytes + " at " + Long.toHexString(before.getKey()));
        }
        byAddress.put(region.address, region);
    }

    /** Adds another user of a region. */
    synchronized Region share(Region region) {
        region.uses++;
        return region;
    }

    synchronized void drop(Region region) {
        if (--region.uses == 0 && region.bytes > 0) {
            byAddress.remove(region.address);
        }
    }

    synchronized boolean isEmpty() {
        return byAddress.isEmpty();
    }
}
