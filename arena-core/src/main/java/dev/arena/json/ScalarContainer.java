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

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.collect.BooleanVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.FloatVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.ShortVec;
import dev.arena.collect.StringSet;
import dev.arena.collect.StringVec;

/**
 * A vector or set of numbers, booleans or texts: how databind fills it with the elements of an array.
 *
 * @param element  the type of the JDK with the same JSON form as an element
 * @param creation creates an empty container
 * @param reading  adds an element that is read from the input
 * @param addition adds an element of the JDK
 */
record ScalarContainer<C, E>(Class<E> element, Function<Arena, C> creation, BiConsumer<C, ComponentInput> reading,
        BiConsumer<C, E> addition) {

    private static final Map<Class<?>, ScalarContainer<?, ?>> ALL = Map.of(
            BooleanVec.class, new ScalarContainer<>(Boolean.class, BooleanVec::new,
                    (vector, in) -> vector.add(in.booleanValue()), BooleanVec::add),
            ShortVec.class, new ScalarContainer<>(Short.class, ShortVec::new,
                    (vector, in) -> vector.add(in.shortValue()), ShortVec::add),
            IntVec.class, new ScalarContainer<>(Integer.class, IntVec::new,
                    (vector, in) -> vector.add(in.intValue()), IntVec::add),
            LongVec.class, new ScalarContainer<>(Long.class, LongVec::new,
                    (vector, in) -> vector.add(in.longValue()), LongVec::add),
            FloatVec.class, new ScalarContainer<>(Float.class, FloatVec::new,
                    (vector, in) -> vector.add(in.floatValue()), FloatVec::add),
            DoubleVec.class, new ScalarContainer<>(Double.class, DoubleVec::new,
                    (vector, in) -> vector.add(in.doubleValue()), DoubleVec::add),
            StringVec.class, new ScalarContainer<>(String.class, StringVec::new,
                    (vector, in) -> vector.add(in.textOrNull()), StringVec::add),
            StringSet.class, new ScalarContainer<>(String.class, StringSet::new,
                    (set, in) -> set.add(in.text()), StringSet::add),
            LongSet.class, new ScalarContainer<>(Long.class, LongSet::new,
                    (set, in) -> set.add(in.longValue()), LongSet::add));

    /** Returns the container of a class; null for other classes. */
    static @Nullable ScalarContainer<?, ?> of(Class<?> type) {
        return ALL.get(type);
    }
}
