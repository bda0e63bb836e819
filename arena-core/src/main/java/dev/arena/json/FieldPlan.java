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

package dev.arena.json;

import java.util.List;

import tools.jackson.databind.deser.SettableBeanProperty;

/** Decodes the member of an object for one component. */
final class FieldPlan {
    private final List<String> names;
    private final SettableBeanProperty property;
    private final ValuePlan value;

    /** Whether a component without a member is zero or null, and databind need not be asked. */
    private final boolean isZeroIfAbsent;

    /** Position among the components that are read. */
    private final int index;
    private final long bit;

    FieldPlan(List<String> names, SettableBeanProperty property, ValuePlan value, boolean isZeroIfAbsent, int index) {
        this.names = names;
        this.property = property;
        this.value = value;
        this.isZeroIfAbsent = isZeroIfAbsent;
        this.index = index;
        this.bit = index < Long.SIZE ? 1L << index : 0;
    }

    /** The names of its members, at least one. */
    List<String> names() {
        return names;
    }

    /** Its name, for people. */
    String name() {
        return names.getFirst();
    }

    SettableBeanProperty property() {
        return property;
    }

    ValuePlan value() {
        return value;
    }

    boolean isZeroIfAbsent() {
        return isZeroIfAbsent;
    }

    int index() {
        return index;
    }

    /** The bit of this component; 0 if its position is 64 or more. */
    long bit() {
        return bit;
    }
}
