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

/** A kind of failure of code outside the allocator. */
enum Fault {
    RUNTIME_EXCEPTION(true),
    OUT_OF_MEMORY(true),
    NULL(false),
    WRONG_SIZE(false),
    MISALIGNED(false);

    /** Whether any call can fail in this way, or only a call that returns memory. */
    final boolean isThrown;

    Fault(boolean isThrown) {
        this.isThrown = isThrown;
    }

    void raise() {
        switch (this) {
            case RUNTIME_EXCEPTION -> throw new UnsupportedOperationException("expected");
            case OUT_OF_MEMORY -> throw new OutOfMemoryError("expected");
            default -> {
            }
        }
    }

    static boolean isRaisedBy(Throwable e) {
        return "expected".equals(e.getMessage());
    }
}
