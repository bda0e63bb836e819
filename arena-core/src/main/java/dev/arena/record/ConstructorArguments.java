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

package dev.arena.record;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the arguments of a constructor, so that {@link RecordLayout#writeChanges} finds the components that the constructor
 * has changed. An argument of an immutable class has not changed if the component is the same object. A constructor can
 * change a list, a set or a map in place, or copy it. Of these, this class therefore keeps the elements: nothing has changed
 * if the component has the same objects in the same order. Objects are never compared by {@code equals}, because equal objects
 * can have different stored forms.
 *
 * <p>Values are compared in the order in which they were kept, so one array is enough. Reusable, and not thread safe.
 *
 * @since 0.1.0
 */
public final class ConstructorArguments {
    private static final int FIRST_CAPACITY = 16;

    /** Marks that no component can contain: around the elements of a collection, after a component, and for unknown content. */
    private static final Object BEGIN = new Object();
    private static final Object END = new Object();
    private static final Object END_OF_COMPONENT = new Object();
    private static final Object UNKNOWN = new Object();

    private @Nullable Object[] kept = new @Nullable Object[FIRST_CAPACITY];
    private int size;
    private int compared;

    /** Creates an object without arguments. */
    public ConstructorArguments() {}

    /** Removes the arguments of the last constructor. */
    void clear() {
        size = 0;
    }

    /** Returns to the first argument. */
    void rewind() {
        compared = 0;
    }

    void add(@Nullable Object value) {
        if (size == kept.length) {
            kept = Arrays.copyOf(kept, 2 * size);
        }
        kept[size++] = value;
    }

    void addBegin() {
        add(BEGIN);
    }

    void addEnd() {
        add(END);
    }

    /** Keeps a value that then counts as changed. */
    void addUnknown() {
        add(UNKNOWN);
    }

    /** Whether the next kept object is the given one. If so, continues with the one after it. */
    @SuppressWarnings("ReferenceEquality")
    boolean isNext(@Nullable Object value) {
        if (kept[compared] != value) {
            return false;
        }
        compared++;
        return true;
    }

    boolean isBegin() {
        return isNext(BEGIN);
    }

    boolean isEnd() {
        return isNext(END);
    }

    /** Keeps an argument of an immutable class, and returns it. Generated code calls this and the following methods. */
    static @Nullable Object keep(@Nullable Object value, ConstructorArguments arguments) {
        arguments.add(value);
        return value;
    }

    /** Keeps an argument with parts, and returns it. */
    static @Nullable Object keep(@Nullable Object value, ConstructorArguments arguments, Field field) {
        field.keep(value, arguments);
        arguments.add(END_OF_COMPONENT);
        return value;
    }

    /** Returns whether a component of an immutable class is its argument. */
    @SuppressWarnings("ReferenceEquality")
    boolean isUnchanged(@Nullable Object component) {
        return kept[compared++] == component;
    }

    /** Returns whether a component with parts has the same parts as its argument had before the constructor. */
    boolean isUnchanged(@Nullable Object component, Field field) {
        boolean isUnchanged = field.isKept(component, this);
        while (!isNext(END_OF_COMPONENT)) {
            compared++;
        }
        return isUnchanged;
    }
}
