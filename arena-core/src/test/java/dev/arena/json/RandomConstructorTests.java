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

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Compares records whose constructors leave, replace, copy or change their components with those of databind. The document says
 * what the constructor does with each component.
 */
class RandomConstructorTests {
    private static final long SEED = Long.getLong("arena.constructors.seed", 20261130);
    private static final int ROUNDS = 1000;
    private static final String LIST_CHANGES = "------ccrfFaxnseld";
    private static final String MAP_CHANGES = "----ccrfautxn";
    private static final String TEXT_CHANGES = "----sneud";
    private static final String RECORD_CHANGES = "------nei";
    private static final String[] TEXTS = {"", " ", "a", "b ", "ü", "😀", "SKU-4711",
            "a longer text that takes more bytes",
            "\"quoted\"", "é\n"};

    private final JsonMapper mapper = Mappers.LENIENT;
    private final ArenaJson json = ArenaJson.of(mapper);

    enum Colour {
        RED, GREEN, BLUE
    }

    record Leaf(@Nullable String name, int number, @Nullable Colour colour) {}

    /** A record whose constructor also runs when a record around it is read from the row. Another run changes nothing more. */
    record Sorted(String change, @Nullable List<String> texts, @Nullable Leaf leaf) {
        Sorted {
            texts = texts == null ? null : arrange(change, texts);
        }
    }

    record Changed(String changes, @Nullable String text, long number, @Nullable Integer boxed,
            @Nullable BigDecimal decimal, @Nullable Instant time, @Nullable Colour colour, @Nullable Leaf leaf,
            @Nullable Sorted sorted, @Nullable List<String> texts, @Nullable Collection<Integer> numbers,
            @Nullable List<Leaf> leaves, @Nullable List<Sorted> inner, @Nullable List<List<String>> nested,
            @Nullable Map<String, String> map, @Nullable Map<String, List<Integer>> lists) {
        Changed {
            text = changeText(changes.charAt(0), text);
            number = changes.charAt(1) == 'n' ? -number : number;
            boxed = changes.charAt(2) == 'n' ? null : boxed;
            decimal = switch (changes.charAt(3)) {
                case 'n' -> null;
                case 's' -> decimal == null ? null : decimal.setScale(9);
                case 'e' -> decimal == null ? null : new BigDecimal(decimal.toString());
                default -> decimal;
            };
            time = changes.charAt(4) == 's' && time != null ? time.plusNanos(1) : time;
            colour = changes.charAt(5) == 's' ? Colour.BLUE : colour;
            leaf = changeLeaf(changes.charAt(6), leaf);
            sorted = changeSorted(changes.charAt(7), sorted);
            texts = changeList(changes.charAt(8), texts, RandomConstructorTests::twin);
            numbers = changeList(changes.charAt(9), (List<Integer>) numbers, it -> it + 1000);
            leaves = changeList(changes.charAt(10), leaves, it -> new Leaf(it.name, it.number, it.colour));
            inner = changeList(changes.charAt(11), inner, it -> Objects.requireNonNull(changeSorted('i', it)));
            nested = changeList(changes.charAt(12), nested,
                    it -> Objects.requireNonNull(changeList('r', it, RandomConstructorTests::twin)));
            map = changeMap(changes.charAt(13), map);
            lists = changeMap(changes.charAt(14), lists);
            if (changes.charAt(14) == 'u' && lists != null) {
                lists.values().forEach(it -> changeList('r', it, each -> each));
            }
        }
    }

    private static @Nullable List<String> arrange(String change, List<String> texts) {
        return switch (change) {
            case "sort" -> {
                texts.sort(null);
                yield texts;
            }
            case "copy" -> List.copyOf(texts);
            case "filter" -> texts.stream().filter(it -> it.length() > 1).toList();
            case "drop" -> null;
            default -> texts;
        };
    }

    private static String twin(String text) {
        return String.valueOf(text.toCharArray());
    }

    private static @Nullable String changeText(char change, @Nullable String text) {
        if (text == null) {
            return change == 'd' ? "none" : null;
        }
        return switch (change) {
            case 's' -> text.strip();
            case 'n' -> null;
            case 'e' -> twin(text);
            case 'u' -> text.toUpperCase(Locale.ROOT);
            default -> text;
        };
    }

    private static @Nullable Leaf changeLeaf(char change, @Nullable Leaf leaf) {
        if (leaf == null) {
            return null;
        }
        return switch (change) {
            case 'n' -> null;
            case 'e' -> new Leaf(leaf.name, leaf.number, leaf.colour);
            case 'i' -> new Leaf(leaf.name, leaf.number + 1, leaf.colour);
            default -> leaf;
        };
    }

    /** Also changes the list of a record in place. */
    private static @Nullable Sorted changeSorted(char change, @Nullable Sorted sorted) {
        if (sorted == null) {
            return null;
        }
        List<String> texts = sorted.texts;
        switch (change) {
            case 'n' -> {
                return null;
            }
            case 'e' -> {
                return new Sorted(sorted.change, texts == null ? null : new ArrayList<>(texts), sorted.leaf);
            }
            case 'i' -> {
                if (texts instanceof ArrayList) {
                    texts.removeIf(String::isEmpty);
                }
            }
            default -> {
            }
        }
        return sorted;
    }

    private static <T> @Nullable List<T> changeList(char change, @Nullable List<T> list, UnaryOperator<T> other) {
        if (list == null) {
            return change == 'd' ? List.of() : null;
        }
        switch (change) {
            case 'c' -> {
                return Collections.unmodifiableList(new ArrayList<>(list));
            }
            case 'l' -> {
                return List.copyOf(list);
            }
            case 'F' -> {
                return list.stream().skip(1).toList();
            }
            case 'n' -> {
                return null;
            }
            case 'r' -> Collections.reverse(list);
            case 'x' -> list.clear();
            case 'f' -> list.removeIf(it -> Objects.equals(it, list.getLast()));
            case 'a' -> list.addAll(List.copyOf(list));
            case 's' -> Collections.swap(list.isEmpty() ? new ArrayList<>(Arrays.asList(1)) : list, 0,
                    Math.max(0, list.size() - 1));
            case 'e' -> list.replaceAll(it -> it == null ? null : other.apply(it));
            default -> {
            }
        }
        return list;
    }

    private static <T> @Nullable Map<String, T> changeMap(char change, @Nullable Map<String, T> map) {
        if (map == null) {
            return null;
        }
        List<String> keys = new ArrayList<>(map.keySet());
        switch (change) {
            case 'c' -> {
                return Collections.unmodifiableMap(new LinkedHashMap<>(map));
            }
            case 'r' -> {
                Map<String, T> reversed = new LinkedHashMap<>();
                keys.reversed().forEach(it -> reversed.put(it, map.get(it)));
                return reversed;
            }
            case 't' -> {
                return new TreeMap<>(map);
            }
            case 'n' -> {
                return null;
            }
            case 'x' -> map.clear();
            case 'f' -> map.keySet().removeIf(it -> it.equals(keys.getFirst()));
            case 'a' -> map.put("added", keys.isEmpty() ? null : map.get(keys.getFirst()));
            case 'u' -> keys.stream().skip(1).forEach(it -> map.put(it, map.get(keys.getFirst())));
            default -> {
            }
        }
        return map;
    }

    /** Writes random documents. */
    private record Documents(Random random) {
        String next() {
            String changes = pick(TEXT_CHANGES) + pick("---n") + pick("---n") + pick("---nse") + pick("---s")
                    + pick("---s") + pick(RECORD_CHANGES) + pick(RECORD_CHANGES)
                    + IntStream.range(0, 5).mapToObj(_ -> pick(LIST_CHANGES)).collect(Collectors.joining())
                    + pick(MAP_CHANGES) + pick(MAP_CHANGES);
            return "{\"changes\":\"" + changes + "\",\"text\":" + text() + ",\"number\":" + random.nextInt(100)
                    + ",\"boxed\":" + orNull(String.valueOf(random.nextInt(9))) + ",\"decimal\":"
                    + orNull(BigDecimal.valueOf(random.nextInt(10_000), random.nextInt(5)).toPlainString())
                    + ",\"time\":" + orNull("\"" + Instant.ofEpochSecond(random.nextInt()) + "\"") + ",\"colour\":"
                    + colour() + ",\"leaf\":" + leaf() + ",\"sorted\":" + sorted() + ",\"texts\":" + list(this::text)
                    + ",\"numbers\":" + list(this::number) + ",\"leaves\":" + list(this::leaf) + ",\"inner\":"
                    + list(this::sorted) + ",\"nested\":" + list(() -> list(this::text)) + ",\"map\":"
                    + map(this::text) + ",\"lists\":" + map(() -> list(this::number)) + "}";
        }

        private String pick(String changes) {
            return String.valueOf(changes.charAt(random.nextInt(changes.length())));
        }

        private String orNull(String value) {
            return random.nextInt(8) == 0 ? "null" : value;
        }

        private String text() {
            return orNull(Mappers.LENIENT.writeValueAsString(TEXTS[random.nextInt(TEXTS.length)]));
        }

        private String number() {
            return orNull(String.valueOf(random.nextInt(1000)));
        }

        private String colour() {
            return orNull("\"" + List.of("RED", "GREEN", "BLUE").get(random.nextInt(3)) + "\"");
        }

        private String leaf() {
            return orNull("{\"name\":" + text() + ",\"number\":" + random.nextInt(100) + ",\"colour\":" + colour()
                    + "}");
        }

        private String sorted() {
            String change = new String[]{"sort", "copy", "filter", "drop", "-"}[random.nextInt(5)];
            return orNull("{\"change\":\"" + change + "\",\"texts\":" + list(this::word) + ",\"leaf\":" + leaf() + "}");
        }

        private String word() {
            return Mappers.LENIENT.writeValueAsString(TEXTS[random.nextInt(TEXTS.length)]);
        }

        private String list(Supplier<String> element) {
            return orNull(Stream.generate(element).limit(random.nextInt(5))
                    .collect(Collectors.joining(",", "[", "]")));
        }

        private String map(Supplier<String> value) {
            return orNull(IntStream.range(0, random.nextInt(5))
                    .mapToObj(i -> "\"k" + (i * 7 + 3) % 5 + "\":" + value.get())
                    .collect(Collectors.joining(",", "{", "}")));
        }
    }

    private static JsonInput in(String document) {
        return JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
    }

    private String encode(Object value) {
        var out = new ByteArrayOutputStream();
        json.write(value, JsonOutput.of(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Otherwise the comparison would only show that databind is called. */
    @Test
    void everyComponentIsReadDirectly() {
        assertThat(json.describe(Changed.class)).extracting(JsonComponent::read)
                .containsOnly(JsonComponent.Way.DIRECT);
    }

    @Test
    void rowsContainWhatConstructorsHaveMade() {
        for (int round = 0; round < ROUNDS; round++) {
            var documents = new Documents(new Random(SEED + round));
            List<String> accepted = new ArrayList<>();
            List<Changed> expected = new ArrayList<>();
            try (Arena arena = Arena.create()) {
                for (int i = 0; i < 3; i++) {
                    String document = documents.next();
                    String about = "seed " + (SEED + round) + ", document " + i + ": " + document;
                    Changed made;
                    try {
                        made = mapper.readValue(document, Changed.class);
                    } catch (JacksonException _) {
                        assertThatThrownBy(() -> json.readRecord(in(document), Changed.class, arena)).as(about)
                                .isInstanceOf(JsonDecodingException.class);
                        continue;
                    }
                    assertThat(json.readRecord(in(document), Changed.class, arena)).as(about).isEqualTo(made)
                            .hasToString(made.toString());
                    accepted.add(document);
                    expected.add(made);
                }
                RecordVec<Changed> rows = json.readRecords(in("[" + String.join(",", accepted) + "]"), Changed.class,
                        arena);
                assertThat(encode(rows)).as("seed %s: %s", SEED + round, accepted)
                        .isEqualTo(mapper.writeValueAsString(expected));
            }
        }
    }
}
