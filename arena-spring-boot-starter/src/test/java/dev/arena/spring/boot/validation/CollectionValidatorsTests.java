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

package dev.arena.spring.boot.validation;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.collect.ArenaCollection;
import dev.arena.collect.BooleanVec;
import dev.arena.collect.ByteVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.FloatVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordRows;
import dev.arena.collect.RecordSet;
import dev.arena.collect.RecordSlice;
import dev.arena.collect.RecordVec;
import dev.arena.collect.ShortVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.collect.StringSet;
import dev.arena.collect.StringVec;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link CollectionValidators} with each type of collection. */
class CollectionValidatorsTests {
    private static ValidatorFactory factory;
    private static Validator validator;

    private final Arena arena = Arena.create();

    record Item(int id) {}

    /** A component of each type. The validator depends on the declared type. */
    record Sized(@NotEmpty @Size(min = 1, max = 2) ArenaCollection any,
            @NotEmpty @Size(min = 1, max = 2) RecordRows<Item> rows,
            @NotEmpty @Size(min = 1, max = 2) RecordVec<Item> vector,
            @NotEmpty @Size(min = 1, max = 2) RecordSlice<Item> slice,
            @NotEmpty @Size(min = 1, max = 2) BooleanVec booleans,
            @NotEmpty @Size(min = 1, max = 2) ByteVec bytes,
            @NotEmpty @Size(min = 1, max = 2) ShortVec shorts,
            @NotEmpty @Size(min = 1, max = 2) IntVec ints,
            @NotEmpty @Size(min = 1, max = 2) LongVec longs,
            @NotEmpty @Size(min = 1, max = 2) FloatVec floats,
            @NotEmpty @Size(min = 1, max = 2) DoubleVec doubles,
            @NotEmpty @Size(min = 1, max = 2) StringVec strings,
            @NotEmpty @Size(min = 1, max = 2) StringSet stringSet,
            @NotEmpty @Size(min = 1, max = 2) LongSet longSet,
            @NotEmpty @Size(min = 1, max = 2) RecordSet<Item> recordSet,
            @NotEmpty @Size(min = 1, max = 2) StringLongMap stringLongMap,
            @NotEmpty @Size(min = 1, max = 2) StringMap<Item> stringMap,
            @NotEmpty @Size(min = 1, max = 2) LongMap<Item> longMap,
            @NotEmpty @Size(min = 1, max = 2) RecordMap<Item, Item> recordMap) {}

    @BeforeAll
    static void createValidator() {
        factory = Validation.buildDefaultValidatorFactory();
        validator = factory.getValidator();
    }

    @AfterAll
    static void closeFactory() {
        factory.close();
    }

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @Test
    void elementsOfEachTypeShouldBeCounted() {
        assertThat(violated(sized(0))).containsExactlyInAnyOrderElementsOf(
                Stream.of(NotEmpty.class, Size.class).flatMap(CollectionValidatorsTests::ofEachComponent).toList());
        assertThat(violated(sized(1))).isEmpty();
        assertThat(violated(sized(2))).isEmpty();
        assertThat(violated(sized(3))).containsExactlyInAnyOrderElementsOf(ofEachComponent(Size.class).toList());
    }

    @Test
    void nullShouldOnlyViolateNotEmpty() {
        assertThat(Stream.of(Sized.class.getRecordComponents())
                .flatMap(component -> validator.validateValue(Sized.class, component.getName(), null).stream())
                .map(CollectionValidatorsTests::describe))
                .containsExactlyInAnyOrderElementsOf(ofEachComponent(NotEmpty.class).toList());
    }

    @Test
    void componentsShouldHaveAllPublicTypes() {
        assertThat(Stream.of(Sized.class.getRecordComponents()).<Class<?>>map(RecordComponent::getType))
                .containsAll(publicSubclasses(ArenaCollection.class).toList());
    }

    private static Stream<Class<?>> publicSubclasses(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(CollectionValidatorsTests::publicSubclasses)
                : Stream.<Class<?>>of(type).filter(it -> Modifier.isPublic(it.getModifiers()));
    }

    private static Stream<String> violated(Sized sized) {
        return validator.validate(sized).stream().map(CollectionValidatorsTests::describe);
    }

    private static String describe(ConstraintViolation<Sized> violation) {
        return violation.getPropertyPath() + " "
                + violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
    }

    private static Stream<String> ofEachComponent(Class<?> constraint) {
        return Stream.of(Sized.class.getRecordComponents())
                .map(component -> component.getName() + " " + constraint.getSimpleName());
    }

    /** Creates collections with some elements each. */
    private Sized sized(int elements) {
        var vector = new RecordVec<>(arena, Item.class);
        var frozen = new RecordVec<>(arena, Item.class);
        var booleans = new BooleanVec(arena);
        var bytes = new ByteVec(arena);
        var shorts = new ShortVec(arena);
        var ints = new IntVec(arena);
        var longs = new LongVec(arena);
        var floats = new FloatVec(arena);
        var doubles = new DoubleVec(arena);
        var strings = new StringVec(arena);
        var stringSet = new StringSet(arena);
        var longSet = new LongSet(arena);
        var recordSet = new RecordSet<>(arena, Item.class);
        var stringLongMap = new StringLongMap(arena);
        var stringMap = new StringMap<>(arena, Item.class);
        var longMap = new LongMap<>(arena, Item.class);
        var recordMap = new RecordMap<>(arena, Item.class, Item.class);
        for (int i = 0; i < elements; i++) {
            var item = new Item(i);
            String text = Integer.toString(i);
            vector.add(item);
            frozen.add(item);
            booleans.add(true);
            bytes.add((byte) i);
            shorts.add((short) i);
            ints.add(i);
            longs.add(i);
            floats.add(i);
            doubles.add(i);
            strings.add(text);
            stringSet.add(text);
            longSet.add(i);
            recordSet.add(item);
            stringLongMap.put(text, i);
            stringMap.put(text, item);
            longMap.put(i, item);
            recordMap.put(item, item);
        }
        return new Sized(ints, vector, vector, frozen.freeze(), booleans, bytes, shorts, ints, longs, floats, doubles,
                strings,
                stringSet, longSet, recordSet, stringLongMap, stringMap, longMap, recordMap);
    }
}
