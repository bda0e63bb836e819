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

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Request and response types of 93 public Spring applications: types and annotations only, with neutral names. Each class is
 * converted to a record of its properties, as for use in an arena. The resources beside this class contain four documents of
 * each type: with all members, with null members, without null members, and in reverse order with an unknown member.
 */
@NullUnmarked
@SuppressWarnings("SameNameButDifferent")
public final class Shapes {
    private Shapes() {}

    public enum K {
        ALPHA, BETA, GAMMA
    }

    public enum Q {
        ONE, TWO_B
    }

    /** The argument for the type variable of a generic wrapper. */
    public record Item(Long l1, String s1) {}

    public interface C01 {
        record R(String s1, String s2, Long l1, String s3) {
            public String orElse() {
                return s3 == null ? "?" : s3;
            }
        }
    }

    public interface C02 {
        record R(BigDecimal m1, String s1) {}
    }

    public interface C04 {
        record R(Long l1, Long l2,
                @JsonProperty("long_three") @JsonAlias({"longThree", "long_three"}) Long l3,
                @JsonProperty("text_one") @JsonAlias({"textOne", "text_one"}) String s1) {}
    }

    public interface C05 {
        record R(UUID u1, K e1, UUID u2, UUID u3, UUID u4, String s1, BigDecimal m1) {
            public boolean isFirstRule() {
                return e1 != K.ALPHA || u2 != null;
            }

            public boolean isSecondRule() {
                return e1 != K.BETA || u3 != null;
            }
        }
    }

    public interface C07 {
        record R(BigDecimal m1, Long l1, Long l2) {}
    }

    public interface C08 {
        record R(UUID u1, UUID u2, UUID u3, String s1, K e1, BigDecimal m1, BigDecimal m2, BigDecimal m3, BigDecimal m4,
                Instant t1) {}
    }

    public interface C10 {
        record R(UUID u1, UUID u2, K e1, Q e2) {}
    }

    public interface C11 {
        record R(Integer i1, Integer i2, String s1, String s2, List<N> xs) {}

        record N(Integer i1, Integer i2, BigDecimal m1, BigDecimal m2) {}
    }

    public interface C13 {
        record R(Long l1, String s1, Integer i1, BigDecimal m1, K e1) {}
    }

    public interface C14 {
        record R(Long l1, String s1, Double d1, Integer i1, String s2, String s3) {}
    }

    public interface C16 {
        record R(int i1, String s1, String s2, String s3) {}
    }

    public interface C17 {
        record R(String s1, K e1, Set<N> xs, LocalDateTime t1, BigDecimal m1) {}

        record N(String s1, BigDecimal m1, LocalDateTime t1) {}
    }

    public interface C19 {
        record R(Long l1, Long l2, int i1, int i2) {}
    }

    public interface C20 {
        record R(String s1, boolean b1) {}
    }

    public interface C22 {
        record R(Long l1, Long l2, String s1, String s2, Long l3, String s3, String s4, Integer i1, Integer i2,
                Integer i3) {}
    }

    public interface C23 {
        record R(Long l1, Long l2, K e1, Integer i1, BigDecimal m1) {}
    }

    public interface C25 {
        record R(String s1, Double d1) {}
    }

    public interface C26 {
        record R(String s1, K e1, double d1) {}
    }

    public interface C28 {
        record R(UUID u1, String s1, String s2, String s3, UUID u2, String s4, String s5, BigDecimal m1, BigDecimal m2,
                String s6, String s7, Integer i1, LocalDateTime t1) {}
    }

    public interface C29 {
        record R(UUID u1, String s1, Instant t1) {}
    }

    public interface C31 {
        record R(long l1, String s1, K e1, @JsonInclude(JsonInclude.Include.NON_NULL) String s2,
                @JsonInclude(JsonInclude.Include.NON_NULL) Instant t1, @JsonInclude(JsonInclude.Include.NON_NULL) A r1,
                @JsonInclude(JsonInclude.Include.NON_EMPTY) List<B> xs) {}

        record A(long l1, String s1, String s2, BigDecimal m1) {}

        record B(long l1, long l2, @JsonInclude(JsonInclude.Include.NON_NULL) String s1, String s2,
                @JsonInclude(JsonInclude.Include.NON_NULL) String s3, K e1,
                @JsonInclude(JsonInclude.Include.NON_NULL) Instant t1) {}
    }

    public interface C32 {
        record R(String s1, BigDecimal m1, BigDecimal m2, BigDecimal m3) {}
    }

    public interface C34 {
        record R(String s1, String s2) {}
    }

    public interface C35 {
        record R(UUID u1, String s1, String s2, int i1, LocalDateTime t1) {}
    }

    public interface C37 {
        record R(Long l1, ZonedDateTime t1, ZonedDateTime t2, Long l2, Long l3) {}
    }

    public interface C38 {
        record R(Long l1, @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ss") LocalDateTime t1) {}
    }

    public interface C40 {
        record R(Integer i1, String s1, String s2, String s3, String s4, K e1, LocalDate t1, List<N> xs, boolean b1,
                boolean b2) {}

        record N(Integer i1, String s1, @JsonIgnore List<Item> xs, LocalDateTime t1, LocalDateTime t2) {}
    }

    public interface C41 {
        record R(Long l1, String s1, String s2, LocalDate t1, String s3, String s4, String s5, String s6, String s7,
                String s8,
                LocalDateTime t2) {}
    }

    public interface C43 {
        record R(String s1, String s2, String s3, String s4) {}
    }

    public interface C44 {
        record R(String s1, String s2, String s3) {}
    }

    public interface C46 {
        record R(String s1, String s2, LocalDateTime t1, LocalDateTime t2, Integer i1) {}
    }

    public interface C47 {
        record R(String s1, Instant t1, String s2, BigDecimal m1, String s3, String s4) {}
    }

    public interface C49 {
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonIgnoreProperties(ignoreUnknown = true)
        record R(String s1, String s2, A r1) {}

        @JsonIgnoreProperties(ignoreUnknown = true)
        record A(String s1, String s2, String s3, String s4) {}
    }

    public interface C50 {
        record R(@JsonProperty("longOne") Long l1, @JsonProperty("textOne") String s1,
                @JsonProperty("values") Map<String, N> m) {
            public K getKindOfText() {
                return s1 == null ? null : K.ALPHA;
            }
        }

        record N(@JsonProperty("v") Object o, @JsonProperty("l1") Long l1, @JsonProperty("s1") String s1,
                @JsonProperty("s2") String s2, @JsonProperty("s3") String s3, @JsonProperty("longTwo") Long l2) {}
    }

    public interface C52 {
        @JsonIgnoreProperties(ignoreUnknown = true)
        record R(String s1, @JsonProperty("nested_one") A r1, E r2) {}

        @JsonIgnoreProperties(ignoreUnknown = true)
        record A(int i1, String s1, @JsonProperty("text_two") String s2, B r1, C r2, D r3) {}

        @JsonIgnoreProperties(ignoreUnknown = true)
        record B(String s1) {}

        @JsonIgnoreProperties(ignoreUnknown = true)
        record C(String s1) {}

        @JsonIgnoreProperties(ignoreUnknown = true)
        record D(String s1) {}

        @JsonIgnoreProperties(ignoreUnknown = true)
        record E(Long l1, @JsonProperty("full_text") String s1) {}
    }

    public interface C53 {
        record R(String s1, String s2, BigDecimal m1, String s3, String s4) {}
    }

    public interface C55 {
        record R(BigDecimal m1, Long l1, Long l2, BigDecimal m2, Map<String, Long> a, Map<LocalDate, BigDecimal> b,
                BigDecimal m3, Long l3) {}
    }

    public interface C56 {
        record R(String s1, long l1, List<A> xs) {}

        record A(String s1, double d1, String s2, List<B> xs) {}

        record B(String s1, String s2, double d1, String s3) {}
    }

    public interface C58 {
        record R(int i1, int i2, Map<String, Long> a, Map<String, Long> b, Map<String, Long> c, List<N> xs) {}

        record N(Long l1, String s1, String s2, String s3, int i1, String s4) {}
    }

    public interface C59 {
        record R(List<N> xs, Map<String, Long> a, double d1, double d2, long l1, long l2) {}

        record N(String s1, long l1) {}
    }

    public interface C61 {
        record R(long l1, long l2, long l3, long l4, long l5, long l6, long l7, long l8, long l9, List<N> xs) {}

        record N(Integer i1, Integer i2, String s1, String s2, String s3, long l1) {}
    }

    public interface C62 {
        record R(LocalDate t1, String s1, long l1, BigDecimal m1, long l2, BigDecimal m2, W<N> r1) {}

        record W<T>(List<T> xs, int i1, int i2, long l1, int i3, boolean b1, boolean b2) {
            public W {
                xs = xs == null ? null : List.copyOf(xs);
            }
        }

        record N(Long l1, String s1, String s2, Integer i1, Integer i2) {}
    }

    public interface C64 {
        record R<T>(List<T> xs, A r1) {}

        record A(int i1, int i2, int i3, long l1, int i4, boolean b1, boolean b2) {}
    }

    public interface C65 {
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record R<T>(boolean b1, T x, String s1, A r1, Instant t1) {}

        record A(String s1, String s2) {}
    }

    public interface C67 {
        enum H {
            FIRST(1), SECOND(2);

            private final int number;

            H(int number) {
                this.number = number;
            }

            public int value() {
                return number;
            }

            @Override
            public String toString() {
                return number + " " + name();
            }
        }

        record R(H e1, String s1) {}
    }

    public interface C68 {
        record R(String s1, String s2, int i1, long l1, String s3) {
            public R(String s1, String s2, int i1, String s3) {
                this(s1, s2, i1, 1L, s3);
            }
        }
    }

    public interface C70 {
        record R(Long l1) {}
    }

    public interface C71 {
        record R(int i1, String s1, String s2, String s3, K e1, K e2, double d1, Date t1) {}
    }

    public interface C73 {
        record R(Long l1, String s1, String s2, String s3, K e1, K e2, String s4, String s5, String s6, String s7,
                boolean b1) {}
    }

    public interface C74 {
        record R(Long l1, int i1, double d1, int i2, int i3, LocalDateTime t1) {}
    }

    public interface C76 {
        record R(Long l1, String s1, Long l2, int i1, int i2, List<A> xs) {}

        record A(long l1, String s1, String s2, List<Item> xs) {}
    }

    public interface C77 {
        record R(String s1, String s2, String s3, int i1, String s4, String s5, String s6, String s7,
                @JsonIgnore Item r1,
                @JsonIgnore List<Item> xs, @JsonIgnore List<Item> ys, @JsonIgnore List<Item> zs) {}
    }

    public interface C79 {
        record R(@JsonIgnore Long l1, String s1, String s2, String s3, @JsonProperty("date_one") Date t1,
                List<String> xs,
                String s4, List<String> ys) {}
    }

    public interface C80 {
        record R(Long l1, String s1, String s2, String s3, String s4, int i1, int i2, int i3, boolean oneIsFlag,
                String s5,
                String s6) {}
    }

    public interface C82 {
        @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
        record R(String first, Boolean second, String third) {}
    }

    public interface C83 {
        @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
        record R(Long first, Long secondLong, String third, boolean fourth, String fifth, String sixthText,
                LocalDateTime seventhTime) {}
    }

    public interface C85 {
        @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
        record R(Long first, String second, Integer third, Integer fourth, LocalDateTime timeOne, LocalDateTime timeTwo,
                Long longTwo, C86.R nested) {}
    }

    public interface C86 {
        @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
        record R(Long first, String second, String third, String fourth, String fifth, String textSix) {}
    }

    public interface C88 {
        record R(@JsonUnwrapped A r1, String z1) {}

        record A(Long l1, String s1, String s2, String s3, B r1, List<String> xs, int i1, int i2, K e1, Q e2,
                Instant t1,
                Instant t2, boolean b1, @JsonInclude(JsonInclude.Include.NON_NULL) Instant t3,
                @JsonInclude(JsonInclude.Include.NON_NULL) Instant t4) {}

        record B(Long l1, String s1) {}
    }

    public interface C89 {
        record R(@JsonUnwrapped N r1, String z1) implements C90.P {}

        record N(String s1, String s2, String s3) {}
    }

    public interface C90 {
        @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
        @JsonSubTypes({@JsonSubTypes.Type(C89.R.class), @JsonSubTypes.Type(R.class)})
        sealed interface P permits C89.R, R {}

        record R(@JsonUnwrapped C89.N r1, @JsonFormat(pattern = "yyyy-MM-dd") LocalDate t1) implements P {}
    }

    public interface C91 {
        record R(Long l1, String s1, String s2, String s3, Double d1, Double d2) {}
    }

    public interface C92 {
        record R(String s1) {
            @JsonIgnore
            public String getSomething() {
                return "x";
            }
        }
    }

    public interface C93 {
        record R(Set<A> xs, B r1, C r2) {}

        record A(String s1, String s2, BigDecimal m1, Integer i1) {}

        record B(String s1, String s2, String s3) {}

        record C(String s1, String s2, String s3, String s4, String s5, String s6) {}
    }

    public interface C94 {
        record R(String s1, String s2, Set<C93.A> xs, C93.B r1, C93.C r2, K e1, String s3, LocalDateTime t1) {
            @JsonProperty(access = JsonProperty.Access.READ_ONLY)
            public BigDecimal getSum() {
                return xs == null
                        ? BigDecimal.ZERO
                        : xs.stream()
                                .map(x -> x.m1() == null || x.i1() == null
                                        ? BigDecimal.ZERO
                                        : x.m1().multiply(BigDecimal.valueOf(x.i1())))
                                .reduce(BigDecimal.ZERO, BigDecimal::add);
            }
        }
    }

    public interface C95 {
        record R<T>(List<T> xs, long l1, int i1, int i2, boolean isOne, boolean isTwo, boolean hasThree,
                boolean hasFour) {}
    }

    public interface C97 {
        record R(Long l1, List<A> xs, C93.C r1) {}

        record A(String s1, int i1, BigDecimal m1) {}
    }

    public interface C98 {
        record R(Long l1, Long l2, String s1, String s2, LocalDateTime t1, BigDecimal m1, List<A> xs) {
            public R {
                m1 = xs == null
                        ? BigDecimal.ZERO
                        : xs.stream().map(x -> x.m2() == null ? BigDecimal.ZERO : x.m2()).reduce(BigDecimal.ZERO,
                                BigDecimal::add);
            }
        }

        record A(Long l1, String s1, int i1, BigDecimal m1, BigDecimal m2) {
            public A {
                m2 = m1 == null ? null : m1.multiply(new BigDecimal(i1)).setScale(2, RoundingMode.HALF_UP);
            }
        }
    }

    interface D01 {
        record R(A r1, String s1, String s2, String s3) {
            @JsonIgnore
            public String getTitle() {
                return s1 + s2;
            }
        }

        record A(K e1, UUID u1) {}
    }
}
