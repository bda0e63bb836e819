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
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.type.TypeFactory;

/** Creates random record types from generic ones. */
@NullUnmarked
final class RandomTypes {
    private static final List<Class<?>> LEAVES = List.of(Integer.class, Long.class, String.class, Boolean.class,
            Double.class,
            Short.class, Character.class, Float.class, BigDecimal.class, BigInteger.class, UUID.class, Instant.class,
            LocalDate.class, LocalDateTime.class, LocalTime.class, OffsetDateTime.class, Duration.class, Level.class,
            Object.class, JsonNode.class, byte[].class, int[].class, String[].class, Tree.class, Plain.class,
            Checked.class);

    private static final String[] VALUES = {"1", "-7", "2.50", "12345678901.5", "true", "\"text\"", "\"é\\\"\\n\"",
            "\"\"",
            "null", "\"x\"", "\"LOW\"", "\"HIGH\"", "\"7b0ad7a0-5c2f-4c0e-9a51-2f8a9f3f9f01\"",
            "\"2026-01-02T03:04:05Z\"", "\"2026-01-02T03:04:05.600Z\"", "\"2026-01-02\"", "\"2026-01-02T03:04:05\"",
            "\"03:04:05\"", "\"03:04\"", "\"2026-01-02T03:04:05+02:00\"", "\"PT1H2M\"", "\"AQID\"", "1700000000",
            "[1,2]", "[\"a\",null]", "{\"a\":[1.0,{}]}"};

    private RandomTypes() {}

    enum Level {
        LOW, HIGH
    }

    record Pair<A, B>(A first, B second) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Three<A, B, C>(int number, A first, B second, C third, boolean flag) {}

    record Plain(long id, double ratio, char letter, String name, @JsonFormat(pattern = "dd.MM.yyyy") LocalDate date) {}

    record Tree(String name, List<Tree> children, Tree next) {}

    record Checked(int value, List<Integer> list) {
        Checked {
            if (value < 0) {
                throw new IllegalArgumentException("negative");
            }
            list = list == null ? List.of() : list;
        }
    }

    /** Returns a record type. */
    static JavaType record(Random random) {
        TypeFactory types = TypeFactory.createDefaultInstance();
        return random.nextBoolean()
                ? types.constructParametricType(Pair.class, type(types, random, 0), type(types, random, 0))
                : types.constructParametricType(Three.class, type(types, random, 0), type(types, random, 0),
                        type(types, random, 0));
    }

    private static JavaType type(TypeFactory types, Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 14)) {
            case 6, 7 -> types.constructCollectionType(List.class, type(types, random, depth + 1));
            case 8 -> set(types, type(types, random, depth + 1));
            case 9, 10 -> types.constructMapType(Map.class, types.constructType(String.class),
                    type(types, random, depth + 1));
            case 11 -> types.constructMapType(Map.class,
                    types.constructType(random.nextBoolean() ? Level.class : Long.class),
                    type(types, random, depth + 1));
            case 12 -> types.constructParametricType(Optional.class, type(types, random, depth + 1));
            case 13 -> types.constructParametricType(Pair.class, type(types, random, depth + 1),
                    type(types, random, depth + 1));
            default -> types.constructType(LEAVES.get(random.nextInt(LEAVES.size())));
        };
    }

    /** Databind stores arrays in any order in a set, so this type contains them in a list. */
    private static JavaType set(TypeFactory types, JavaType element) {
        return types.constructCollectionType(element.toCanonical().contains("[") ? List.class : Set.class, element);
    }

    /** Returns JSON for a type. */
    static String json(JavaType type, Random random) {
        var json = new StringBuilder();
        append(type, random, json, 0);
        return json.toString();
    }

    private static void append(JavaType type, Random random, StringBuilder json, int depth) {
        if (depth > 6 || random.nextInt(30) == 0) {
            json.append("null");
        } else if (type.isRecordType()) {
            json.append('{');
            boolean first = true;
            for (var component : type.getRawClass().getRecordComponents()) {
                if (random.nextInt(12) != 0) {
                    json.append(first ? "" : ",").append('"').append(component.getName()).append("\":");
                    first = false;
                    append(component(type, component.getGenericType()), random, json, depth + 1);
                }
            }
            json.append('}');
        } else if (type.isMapLikeType()) {
            json.append('{');
            for (int i = random.nextInt(4); i > 0; i--) {
                String key = type.getKeyType().hasRawClass(Level.class)
                        ? Level.values()[random.nextInt(2)].name()
                        : String.valueOf(random.nextInt(3));
                json.append('"').append(key).append("\":");
                append(type.getContentType(), random, json, depth + 1);
                json.append(i == 1 ? "" : ",");
            }
            json.append('}');
        } else if (type.isCollectionLikeType()) {
            json.append('[');
            for (int i = random.nextInt(4); i > 0; i--) {
                append(type.getContentType(), random, json, depth + 1);
                json.append(i == 1 ? "" : ",");
            }
            json.append(']');
        } else if (type.isReferenceType()) {
            append(type.getReferencedType(), random, json, depth + 1);
        } else {
            json.append(leaf(type.getRawClass(), random));
        }
    }

    private static JavaType component(JavaType type, java.lang.reflect.Type generic) {
        JavaType bound = type.getBindings().findBoundType(generic.getTypeName());
        return bound != null ? bound : TypeFactory.createDefaultInstance().constructType(generic);
    }

    private static String leaf(Class<?> type, Random random) {
        if (random.nextInt(10) == 0) {
            return VALUES[random.nextInt(VALUES.length)];
        }
        return switch (type.getSimpleName()) {
            case "Integer", "int", "Short" -> String.valueOf(random.nextInt(20_000) - 10_000);
            case "Long", "long", "BigInteger" -> String.valueOf(random.nextLong());
            case "Double", "double", "Float", "BigDecimal" -> random.nextInt(1000) + "." + random.nextInt(100) + "0";
            case "Boolean", "boolean" -> String.valueOf(random.nextBoolean());
            case "Character", "char" -> "\"x\"";
            case "String" -> "\"text é " + random.nextInt(9) + "\"";
            case "UUID" -> "\"" + new UUID(random.nextLong(), random.nextLong()) + "\"";
            case "Instant" -> "\"" + Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000) * 1_000_000L) + "\"";
            case "LocalDate" -> "\"" + LocalDate.ofEpochDay(random.nextInt(40_000)) + "\"";
            case "LocalDateTime" -> "\"" + LocalDate.ofEpochDay(random.nextInt(40_000)) + "T03:04:05."
                    + random.nextInt(1000) + "\"";
            case "LocalTime" -> "\"" + LocalTime.ofNanoOfDay(random.nextInt(1_000_000) * 1_000_000L) + "\"";
            case "Duration" -> "\"PT" + random.nextInt(1000) + "S\"";
            case "Level" -> random.nextBoolean() ? "\"LOW\"" : "\"HIGH\"";
            default -> VALUES[random.nextInt(VALUES.length)];
        };
    }
}
