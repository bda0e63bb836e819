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

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.GroupSequence;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Pattern.Flag;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares the checks of rows with Hibernate Validator. They find all invalid rows, and few valid ones. */
@SuppressWarnings("MultipleNullnessAnnotations") // @NotNull is a constraint here
class RowChecksTests {
    private static final ValidatorFactory FACTORY = Validation.buildDefaultValidatorFactory();
    private static final Validator VALIDATOR = FACTORY.getValidator();
    private static final int ROWS = 2000;

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    record Integers(@Min(-3) @Max(7) byte tiny, @Positive @Nullable Short small,
            @Digits(integer = 2, fraction = 0) int digits,
            @DecimalMin("-2.5") @DecimalMax(value = "9", inclusive = false) long decimal,
            @DecimalMin(value = "-2", inclusive = false) @DecimalMax("9.5") @Nullable Long exclusive,
            @NotNull @Negative @Nullable Integer required, @NegativeOrZero int negative,
            @PositiveOrZero long positive) {

        static Integers random(Random random, Arena arena) {
            return new Integers((byte) near(random, -3, 7), random.nextInt(9) == 0 ? null : (short) near(random, 0, 1),
                    (int) near(random, -99, 99), near(random, -2, 9),
                    random.nextInt(9) == 0 ? null : near(random, -2, 9),
                    random.nextInt(9) == 0 ? null : (int) near(random, -1, 0), (int) near(random, -1, 0),
                    near(random, -1, 0));
        }

        private static long near(Random random, long low, long high) {
            return (random.nextBoolean() ? low : high) + random.nextInt(-1, 2);
        }
    }

    record Fractions(@Min(-2) @Max(3) double whole, @DecimalMin("-99.9") @DecimalMax("99.9") double both,
            @DecimalMin(value = "0.1", inclusive = false) @DecimalMax(value = "0.7", inclusive = false) double between,
            @DecimalMin("0.1") @DecimalMax("0.7") float single,
            @DecimalMin("0.30000000000000001") @DecimalMax("1e300") @Nullable Double unread,
            @Positive double positive, @PositiveOrZero @Nullable Float natural, @Negative float negative,
            @NegativeOrZero double debt) {
        private static final double[] EDGES = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0,
                0.0,
                -2, 3, -99.9, 99.9, 0.1, 0.7, 0.1f, 0.7f, 0.3, 1e300, Double.MIN_VALUE, -Double.MIN_VALUE,
                Double.MAX_VALUE};

        static Fractions random(Random random, Arena arena) {
            return new Fractions(value(random), value(random), value(random), (float) value(random),
                    random.nextInt(9) == 0 ? null : value(random), value(random),
                    random.nextInt(9) == 0 ? null : (float) value(random), (float) value(random), value(random));
        }

        private static double value(Random random) {
            double edge = EDGES[random.nextInt(EDGES.length)];
            return switch (random.nextInt(4)) {
                case 0 -> Math.nextUp(edge);
                case 1 -> Math.nextDown(edge);
                case 2 -> edge;
                default -> random.nextDouble(-4, 4);
            };
        }
    }

    record Texts(@NotBlank @Nullable String visible, @NotEmpty @Nullable Utf8String some,
            @Size(min = 2, max = 4) @Nullable String sized, @Size(max = 3) @Size(min = 1) @Nullable Utf8String twice,
            @Pattern(regexp = "[a-c]*|é+", flags = Flag.CASE_INSENSITIVE) @Nullable String pattern,
            @NotNull @Nullable String present, @Null @Nullable String absent) {
        private static final String[] LETTERS = {"a", "B", " ", "\t", "\u0000", "\u007F", "\u0085", "\u00A0", "é",
                "\u1680", "\u2003", "\u3000", "か", "\uFEFF", "\uD83D\uDE00"};

        static Texts random(Random random, Arena arena) {
            return new Texts(text(random), utf8(random, arena), text(random), utf8(random, arena), text(random),
                    text(random), random.nextInt(3) == 0 ? text(random) : null);
        }

        private static @Nullable Utf8String utf8(Random random, Arena arena) {
            String text = text(random);
            return text == null ? null : Utf8String.copyOf(arena, text);
        }

        private static @Nullable String text(Random random) {
            if (random.nextInt(12) == 0) {
                return null;
            }
            var text = new StringBuilder();
            for (int letters = random.nextInt(6); letters > 0; letters--) {
                text.append(LETTERS[random.nextInt(LETTERS.length)]);
            }
            return text.toString();
        }
    }

    record Flags(@AssertTrue boolean yes, @AssertFalse @Nullable Boolean no, @NotNull @Nullable TimeUnit unit) {

        static Flags random(Random random, Arena arena) {
            return new Flags(random.nextBoolean(), random.nextInt(3) == 0 ? null : random.nextBoolean(),
                    random.nextInt(3) == 0 ? null : TimeUnit.DAYS);
        }
    }

    private static <R extends Record> void compare(Class<R> type, BiFunction<Random, Arena, R> values, long seed,
            Class<?>... groups) {
        System.out.println("RowChecksTests: " + type.getSimpleName() + ", seed " + seed);
        var random = new Random(seed);
        RowChecks checks = checks(type, groups);
        try (Arena arena = Arena.create()) {
            var records = new RecordVec<>(arena, type);
            for (int i = 0; i < ROWS; i++) {
                records.add(values.apply(random, arena));
            }
            List<Long> suspects = suspects(checks, records);
            List<Long> invalid = new ArrayList<>();
            for (long i = 0; i < ROWS; i++) {
                if (!VALIDATOR.validate(records.get(i), groups).isEmpty()) {
                    invalid.add(i);
                }
            }
            assertThat(suspects).containsAll(invalid);
            suspects.removeAll(invalid);
            assertThat(suspects).hasSizeLessThan(ROWS / 50); // zeros with a sign, and unusual white space
        }
    }

    private static List<Long> suspects(RowChecks checks, RecordVec<?> records) {
        List<Long> suspects = new ArrayList<>();
        for (long row = checks.nextSuspect(records, 0); row < records.size(); row = checks.nextSuspect(records,
                row + 1)) {
            suspects.add(row);
        }
        return suspects;
    }

    private static RowChecks checks(Class<? extends Record> type, Class<?>... groups) {
        return Objects.requireNonNull(RowChecks.of(VALIDATOR, RecordLayout.of(type), groups));
    }

    @RepeatedTest(10)
    void findsEachInvalidInteger(RepetitionInfo repetition) {
        compare(Integers.class, Integers::random, repetition.getCurrentRepetition());
    }

    @RepeatedTest(10)
    void findsEachInvalidFraction(RepetitionInfo repetition) {
        compare(Fractions.class, Fractions::random, repetition.getCurrentRepetition());
    }

    @RepeatedTest(10)
    void findsEachInvalidText(RepetitionInfo repetition) {
        compare(Texts.class, Texts::random, repetition.getCurrentRepetition());
    }

    @Test
    void findsEachInvalidFlag() {
        compare(Flags.class, Flags::random, 1);
    }

    interface Basic {}

    interface Strict extends Basic {}

    @GroupSequence({Default.class, Strict.class})
    interface InTurn {}

    record Grouped(@Min(1) int usual, @Min(value = 2, groups = Basic.class) int basic,
            @Min(value = 3, groups = {
                    Strict.class, Default.class}) int strict) {

        static Grouped random(Random random, Arena arena) {
            return new Grouped(random.nextInt(5), random.nextInt(5), random.nextInt(5));
        }
    }

    @GroupSequence({Redefined.class, Strict.class})
    record Redefined(@Min(1) int usual, @Min(value = 2, groups = Basic.class) int basic,
            @Min(value = 3, groups = Strict.class) int strict) {}

    @ParameterizedTest
    @ValueSource(classes = {Basic.class, Strict.class, InTurn.class, Default.class, Runnable.class})
    void checksTheRequestedGroups(Class<?> group) {
        RowChecks checks = checks(Grouped.class, group);
        try (Arena arena = Arena.create()) {
            var records = new RecordVec<>(arena, Grouped.class);
            var random = new Random(1);
            for (int i = 0; i < 500; i++) {
                records.add(Grouped.random(random, arena));
            }
            List<Long> suspects = suspects(checks, records);
            for (long i = 0; i < records.size(); i++) {
                if (!VALIDATOR.validate(records.get(i), group).isEmpty()) {
                    assertThat(suspects).contains(i);
                } else if (group != InTurn.class) {
                    assertThat(suspects).doesNotContain(i);
                }
            }
        }
    }

    @Test
    void defaultGroupShouldBeChecked() {
        compare(Grouped.class, Grouped::random, 1);
    }

    @Test
    void redefinedDefaultGroupShouldBeChecked() {
        RowChecks checks = checks(Redefined.class);
        try (Arena arena = Arena.create()) {
            var records = new RecordVec<>(arena, Redefined.class);
            records.add(new Redefined(1, 2, 3));
            records.add(new Redefined(1, 2, 2));
            records.add(new Redefined(0, 2, 3));
            assertThat(suspects(checks, records)).containsExactly(1L, 2L);
        }
    }

    @Test
    void recordWithoutConstraintsShouldHaveNoChecks() {
        record Free(int number) {}
        RowChecks checks = checks(Free.class);
        try (Arena arena = Arena.create()) {
            var records = new RecordVec<>(arena, Free.class);
            records.add(new Free(1));
            assertThat(suspects(checks, records)).isEmpty();
        }
    }

    @Target({ElementType.TYPE, ElementType.FIELD})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = Never.class)
    @interface Custom {
        String message() default "never";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Rejects all values. */
    public static final class Never implements ConstraintValidator<Custom, Object> {

        @Override
        public boolean isValid(Object value, ConstraintValidatorContext context) {
            return false;
        }
    }

    record Inner(@Min(1) int number) {}

    @Custom
    record OnClass(int number) {}

    record OnField(@Custom int number) {}

    record Cascaded(@Valid Inner inner) {}

    record Elements(List<@NotBlank String> names) {}

    record Address(@Email String email) {}

    record Parsed(@Min(1) String number) {}

    record Perhaps(@NotNull Optional<String> name) {}

    record PerhapsNumber(@Min(1) OptionalInt number) {}

    record Fractional(@Digits(integer = 2, fraction = 1) double number) {}

    record Normalized(@NotBlank String name) {
        Normalized {
            name = name.strip();
        }
    }

    record Wrong(@Size int number) {}

    @ParameterizedTest
    @ValueSource(classes = {OnClass.class, OnField.class, Cascaded.class, Elements.class, Address.class, Parsed.class,
            Perhaps.class, PerhapsNumber.class, Fractional.class, Normalized.class, Wrong.class})
    void validatorShouldCheckConstraintsThatNeedObjects(Class<? extends Record> type) {
        assertThat(RowChecks.of(VALIDATOR, RecordLayout.of(type))).isNull();
    }
}
