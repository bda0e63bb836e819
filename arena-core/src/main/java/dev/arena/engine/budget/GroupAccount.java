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
