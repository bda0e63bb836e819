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

package dev.arena.collect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.text.Utf8String;

/**
 * The operations that change a vector, with boxed elements, so that one test can run with every element type.
 *
 * @param any returns one of few elements, so that equal elements are frequent
 * @param splitOff returns the elements of the new vector
 * @param splice replaces the range in the array
 */
record VecChanges<E extends @Nullable Object>(Function<Random, E> any, Supplier<List<E>> elements, Supplier<E> pop,
        LongFunction<E> swapRemove, Predicate<Predicate<E>> removeIf, Runnable dedup, LongFunction<List<E>> splitOff,
        BiConsumer<Long, E> resize, BiConsumer<long[], List<E>> splice, Consumer<List<E>> addIterable,
        Consumer<List<E>> addStream, Runnable addItself) {

    record Point(int x, @Nullable String name) {}

    /** The element types. */
    enum Type {
        BYTE, BOOLEAN, SHORT, INT, LONG, FLOAT, DOUBLE, STRING, RECORD;

        VecChanges<?> in(Arena arena) {
            return switch (this) {
                case BYTE -> of(new ByteVec(arena));
                case BOOLEAN -> of(new BooleanVec(arena));
                case SHORT -> of(new ShortVec(arena));
                case INT -> of(new IntVec(arena));
                case LONG -> of(new LongVec(arena));
                case FLOAT -> of(new FloatVec(arena));
                case DOUBLE -> of(new DoubleVec(arena));
                case STRING -> of(new StringVec(arena));
                case RECORD -> of(new RecordVec<>(arena, Point.class));
            };
        }
    }

    private static <E> List<E> list(Iterable<E> elements) {
        List<E> list = new ArrayList<>();
        elements.forEach(list::add);
        return list;
    }

    static VecChanges<Byte> of(ByteVec vec) {
        return new VecChanges<>(random -> (byte) (random.nextInt(4) - 2), () -> list(vec), vec::pop, vec::swapRemove,
                condition -> vec.removeIf(each -> condition.test((byte) each)), vec::dedup,
                index -> list(vec.splitOff(index)), vec::resize, (range, values) -> {
                    byte[] bytes = new byte[values.size()];
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = values.get(i);
                    }
                    vec.splice(range[0], range[1], bytes);
                }, vec::addAll, values -> vec.addAll(values.stream().mapToInt(each -> each)),
                () -> vec.addAll((Iterable<Byte>) vec));
    }

    static VecChanges<Boolean> of(BooleanVec vec) {
        return new VecChanges<>(Random::nextBoolean, () -> list(vec), vec::pop, vec::swapRemove, vec::removeIf,
                vec::dedup, index -> list(vec.splitOff(index)), vec::resize, (range, values) -> {
                    boolean[] flags = new boolean[values.size()];
                    for (int i = 0; i < flags.length; i++) {
                        flags[i] = values.get(i);
                    }
                    vec.splice(range[0], range[1], flags);
                }, vec::addAll, values -> vec.addAll(values.stream()), () -> vec.addAll((Iterable<Boolean>) vec));
    }

    static VecChanges<Short> of(ShortVec vec) {
        return new VecChanges<>(random -> (short) random.nextInt(4), () -> list(vec), vec::pop, vec::swapRemove,
                condition -> vec.removeIf(each -> condition.test((short) each)), vec::dedup,
                index -> list(vec.splitOff(index)), vec::resize, (range, values) -> {
                    short[] shorts = new short[values.size()];
                    for (int i = 0; i < shorts.length; i++) {
                        shorts[i] = values.get(i);
                    }
                    vec.splice(range[0], range[1], shorts);
                }, vec::addAll, values -> vec.addAll(values.stream().mapToInt(each -> each)),
                () -> vec.addAll((Iterable<Short>) vec));
    }

    static VecChanges<Integer> of(IntVec vec) {
        return new VecChanges<>(random -> random.nextInt(4), () -> list(vec), vec::pop, vec::swapRemove,
                condition -> vec.removeIf(condition::test), vec::dedup, index -> list(vec.splitOff(index)),
                vec::resize,
                (range, values) -> vec.splice(range[0], range[1], values.stream().mapToInt(each -> each).toArray()),
                vec::addAll, values -> vec.addAll(values.stream().mapToInt(each -> each)),
                () -> vec.addAll((Iterable<Integer>) vec));
    }

    static VecChanges<Long> of(LongVec vec) {
        return new VecChanges<>(random -> (long) random.nextInt(4), () -> list(vec), vec::pop, vec::swapRemove,
                condition -> vec.removeIf(condition::test), vec::dedup, index -> list(vec.splitOff(index)),
                vec::resize,
                (range, values) -> vec.splice(range[0], range[1], values.stream().mapToLong(each -> each).toArray()),
                vec::addAll, values -> vec.addAll(values.stream().mapToLong(each -> each)),
                () -> vec.addAll((Iterable<Long>) vec));
    }

    static VecChanges<Float> of(FloatVec vec) {
        Float[] some = {0.0f, -0.0f, Float.NaN, 1.5f};
        return new VecChanges<>(random -> some[random.nextInt(4)], () -> list(vec), vec::pop, vec::swapRemove,
                condition -> vec.removeIf(each -> condition.test((float) each)), vec::dedup,
                index -> list(vec.splitOff(index)), vec::resize, (range, values) -> {
                    float[] floats = new float[values.size()];
                    for (int i = 0; i < floats.length; i++) {
                        floats[i] = values.get(i);
                    }
                    vec.splice(range[0], range[1], floats);
                }, vec::addAll, values -> vec.addAll(values.stream().mapToDouble(each -> each)),
                () -> vec.addAll((Iterable<Float>) vec));
    }

    static VecChanges<Double> of(DoubleVec vec) {
        Double[] some = {0.0, -0.0, Double.NaN, 1.5};
        return new VecChanges<>(random -> some[random.nextInt(4)], () -> list(vec), vec::pop, vec::swapRemove,
                condition -> vec.removeIf(condition::test), vec::dedup, index -> list(vec.splitOff(index)),
                vec::resize,
                (range, values) -> vec.splice(range[0], range[1], values.stream().mapToDouble(each -> each).toArray()),
                vec::addAll, values -> vec.addAll(values.stream().mapToDouble(each -> each)),
                () -> vec.addAll((Iterable<Double>) vec));
    }

    static VecChanges<@Nullable String> of(StringVec vec) {
        String[] some = {null, "", "Zürich", "longer than a word of eight bytes"};
        return new VecChanges<@Nullable String>(random -> some[random.nextInt(4)], vec::toList, () -> text(vec.pop()),
                index -> text(vec.swapRemove(index)), condition -> vec.removeIf(each -> condition.test(text(each))),
                vec::dedup, index -> vec.splitOff(index).toList(), vec::resize,
                (range, values) -> vec.splice(range[0], range[1], values), vec::addAll,
                values -> vec.addAll(values.stream()), () -> vec.addAll(vec));
    }

    private static @Nullable String text(@Nullable Utf8String text) {
        return Objects.toString(text, null);
    }

    static VecChanges<Point> of(RecordVec<Point> vec) {
        List<Point> some = Arrays.asList(new Point(1, null), new Point(1, "a"), new Point(2, "漢字"), new Point(3, ""));
        return new VecChanges<>(random -> some.get(random.nextInt(4)), () -> vec.stream().toList(), vec::pop,
                vec::swapRemove, vec::removeIf, vec::dedup, index -> list(vec.splitOff(index)),
                vec::resize, (range, values) -> vec.splice(range[0], range[1], values), vec::addAll,
                values -> vec.addAll(values.stream()), () -> vec.addAll(vec));
    }
}
