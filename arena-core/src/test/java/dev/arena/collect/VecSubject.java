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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

import dev.arena.Arena;

/**
 * A vector with boxed elements, so that one test can run with every element type.
 *
 * @param vec the common operations of all types
 * @param bytes size of an element
 * @param any returns an element of a small set that includes extreme values, so that equal elements are frequent
 * @param addArray appends a range of an array that starts at index 1
 * @param iterated returns the elements, and checks that the iterator, {@code forEach} and the stream agree
 * @param search binary search
 * @param read returns the elements of a segment
 */
record VecSubject<E extends Comparable<E>>(PrimitiveVec vec, int bytes, Function<Random, E> any, Consumer<E> add,
        Consumer<List<E>> addArray, Consumer<MemorySegment> addSegment, Runnable addItself, LongFunction<E> get,
        BiConsumer<Long, E> set, BiConsumer<Long, E> insert, LongFunction<E> remove, ToLongFunction<E> indexOf,
        ToLongFunction<E> search, Supplier<List<E>> iterated, Supplier<List<E>> toArray,
        Function<MemorySegment, List<E>> read) {

    /** The element types. */
    enum Type {
        BYTE, SHORT, INT, LONG, FLOAT, DOUBLE;

        VecSubject<?> in(Arena arena) {
            return switch (this) {
                case BYTE -> of(new ByteVec(arena));
                case SHORT -> of(new ShortVec(arena));
                case FLOAT -> of(new FloatVec(arena));
                case INT -> of(new IntVec(arena));
                case LONG -> of(new LongVec(arena));
                case DOUBLE -> of(new DoubleVec(arena));
            };
        }

        VecSubject<?> in(Arena arena, long capacity) {
            return switch (this) {
                case BYTE -> of(new ByteVec(arena, capacity));
                case SHORT -> of(new ShortVec(arena, capacity));
                case FLOAT -> of(new FloatVec(arena, capacity));
                case INT -> of(new IntVec(arena, capacity));
                case LONG -> of(new LongVec(arena, capacity));
                case DOUBLE -> of(new DoubleVec(arena, capacity));
            };
        }
    }

    /** Appends elements one by one and returns all elements. The same count appends the same elements. */
    List<E> fill(int count) {
        var random = new Random(count);
        for (int i = 0; i < count; i++) {
            add.accept(any.apply(random));
        }
        return elements();
    }

    List<E> elements() {
        return toArray.get();
    }

    static VecSubject<Byte> of(ByteVec vec) {
        return new VecSubject<>(vec.bytes, 1, random -> (byte) random.nextInt(), vec::add,
                values -> vec.addAll(bytes(values), 1, values.size()), vec::addAll, () -> vec.addAll(vec), vec::get,
                vec::set, vec::insert, vec::remove, vec::indexOf, vec::binarySearch,
                () -> boxed(vec.toArray()), () -> boxed(vec.toArray()),
                segment -> boxed(segment.toArray(ValueLayout.JAVA_BYTE)));
    }

    static VecSubject<Integer> of(IntVec vec) {
        Function<Random, Integer> any = random -> switch (random.nextInt(12)) {
            case 0 -> Integer.MIN_VALUE;
            case 1 -> Integer.MAX_VALUE;
            default -> random.nextInt(40) - 20;
        };
        return new VecSubject<>(vec, Integer.BYTES, any, vec::add,
                values -> vec.addAll(
                        IntStream.range(0, values.size() + 2).map(i -> around(values, i).intValue()).toArray(), 1,
                        values.size()),
                vec::addAll, () -> vec.addAll(vec), vec::get, vec::set, vec::insert, vec::remove, vec::indexOf,
                vec::binarySearch, () -> {
                    List<Integer> read = new ArrayList<>();
                    vec.iterator().forEachRemaining((int each) -> read.add(each));
                    return agreed(read, vec::forEach, vec.stream().boxed().toList());
                }, () -> Arrays.stream(vec.toArray()).boxed().toList(),
                segment -> Arrays.stream(segment.toArray(ValueLayout.JAVA_INT)).boxed().toList());
    }

    static VecSubject<Short> of(ShortVec vec) {
        Function<Random, Short> any = random -> switch (random.nextInt(12)) {
            case 0 -> Short.MIN_VALUE;
            case 1 -> Short.MAX_VALUE;
            default -> (short) (random.nextInt(40) - 20);
        };
        return new VecSubject<>(vec, Short.BYTES, any, vec::add, values -> vec.addAll(shorts(values), 1, values.size()),
                vec::addAll, () -> vec.addAll(vec), vec::get, vec::set, vec::insert, vec::remove, vec::indexOf,
                vec::binarySearch, () -> {
                    List<Short> read = new ArrayList<>();
                    vec.iterator().forEachRemaining(read::add);
                    return agreed(read, vec::forEach, vec.stream().mapToObj(each -> (short) each).toList());
                }, () -> boxed(vec.toArray()), segment -> boxed(segment.toArray(ValueLayout.JAVA_SHORT)));
    }

    static VecSubject<Float> of(FloatVec vec) {
        Function<Random, Float> any = random -> switch (random.nextInt(12)) {
            case 0 -> Float.NEGATIVE_INFINITY;
            case 1 -> Float.POSITIVE_INFINITY;
            case 2 -> Float.NaN;
            case 3 -> -0.0f;
            case 4 -> 0.0f;
            case 5 -> -Float.MIN_VALUE;
            default -> (random.nextInt(40) - 20) / 4.0f;
        };
        return new VecSubject<>(vec, Float.BYTES, any, vec::add, values -> vec.addAll(floats(values), 1, values.size()),
                vec::addAll, () -> vec.addAll(vec), vec::get, vec::set, vec::insert, vec::remove, vec::indexOf,
                vec::binarySearch, () -> {
                    List<Float> read = new ArrayList<>();
                    vec.iterator().forEachRemaining(read::add);
                    return agreed(read, vec::forEach, vec.stream().mapToObj(each -> (float) each).toList());
                }, () -> boxed(vec.toArray()), segment -> boxed(segment.toArray(ValueLayout.JAVA_FLOAT)));
    }

    static VecSubject<Long> of(LongVec vec) {
        Function<Random, Long> any = random -> switch (random.nextInt(12)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> 1L << 32;
            default -> random.nextLong(40) - 20;
        };
        return new VecSubject<>(vec, Long.BYTES, any, vec::add,
                values -> vec.addAll(
                        IntStream.range(0, values.size() + 2).mapToLong(i -> around(values, i).longValue()).toArray(),
                        1, values.size()),
                vec::addAll, () -> vec.addAll(vec), vec::get, vec::set, vec::insert, vec::remove, vec::indexOf,
                vec::binarySearch, () -> {
                    List<Long> read = new ArrayList<>();
                    vec.iterator().forEachRemaining((long each) -> read.add(each));
                    return agreed(read, vec::forEach, vec.stream().boxed().toList());
                }, () -> Arrays.stream(vec.toArray()).boxed().toList(),
                segment -> Arrays.stream(segment.toArray(ValueLayout.JAVA_LONG)).boxed().toList());
    }

    static VecSubject<Double> of(DoubleVec vec) {
        Function<Random, Double> any = random -> switch (random.nextInt(12)) {
            case 0 -> Double.NEGATIVE_INFINITY;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NaN;
            case 3 -> -0.0;
            case 4 -> 0.0;
            case 5 -> -Double.MIN_VALUE;
            default -> (random.nextInt(40) - 20) / 4.0;
        };
        return new VecSubject<>(vec, Double.BYTES, any, vec::add,
                values -> vec.addAll(
                        IntStream.range(0, values.size() + 2).mapToDouble(i -> around(values, i).doubleValue())
                                .toArray(),
                        1, values.size()),
                vec::addAll, () -> vec.addAll(vec), vec::get, vec::set, vec::insert, vec::remove, vec::indexOf,
                vec::binarySearch, () -> {
                    List<Double> read = new ArrayList<>();
                    vec.iterator().forEachRemaining((double each) -> read.add(each));
                    return agreed(read, vec::forEach, vec.stream().boxed().toList());
                }, () -> Arrays.stream(vec.toArray()).boxed().toList(),
                segment -> Arrays.stream(segment.toArray(ValueLayout.JAVA_DOUBLE)).boxed().toList());
    }

    /** Returns the element at an index, with one additional element before and after the others that must not be copied. */
    private static Number around(List<? extends Number> values, int index) {
        return index == 0 || index > values.size() ? (Number) 99 : values.get(index - 1);
    }

    private static byte[] bytes(List<Byte> values) {
        byte[] bytes = new byte[values.size() + 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = around(values, i).byteValue();
        }
        return bytes;
    }

    private static short[] shorts(List<Short> values) {
        short[] shorts = new short[values.size() + 2];
        for (int i = 0; i < shorts.length; i++) {
            shorts[i] = around(values, i).shortValue();
        }
        return shorts;
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size() + 2];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = around(values, i).floatValue();
        }
        return floats;
    }

    private static List<Short> boxed(short[] shorts) {
        return IntStream.range(0, shorts.length).mapToObj(i -> shorts[i]).toList();
    }

    private static List<Float> boxed(float[] floats) {
        return IntStream.range(0, floats.length).mapToObj(i -> floats[i]).toList();
    }

    private static List<Byte> boxed(byte[] bytes) {
        return IntStream.range(0, bytes.length).mapToObj(i -> bytes[i]).toList();
    }

    private static <E> List<E> agreed(List<E> iterated, Consumer<Consumer<E>> forEach, List<E> streamed) {
        List<E> acted = new ArrayList<>();
        forEach.accept(acted::add);
        if (!acted.equals(iterated) || !streamed.equals(iterated)) {
            throw new AssertionError(iterated + " iterated, " + acted + " acted upon, " + streamed + " streamed");
        }
        return iterated;
    }
}
