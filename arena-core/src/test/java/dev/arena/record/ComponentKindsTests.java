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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.Owned;
import dev.arena.collect.RecordCursor;
import dev.arena.collect.RecordSlice;
import dev.arena.collect.RecordVec;
import dev.arena.text.Utf16String;
import dev.arena.text.Utf8Builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that values of each kind of component are read as they were written, including their data beside the rows. */
@NullUnmarked // almost every value can be null
@SuppressWarnings({"ArrayRecordComponent", "JavaUtilDate", "NullableOptional", "UnnecessaryStringBuilder"})
class ComponentKindsTests {
    private final Arena arena = Arena.create();

    enum Color {
        RED, GREEN, BLUE
    }

    record Times(@Nullable Instant instant, @Nullable LocalDate date, @Nullable LocalTime time,
            @Nullable LocalDateTime dateTime, @Nullable OffsetDateTime offsetDateTime, @Nullable ZonedDateTime zoned,
            @Nullable OffsetTime offsetTime, @Nullable Year year, @Nullable YearMonth month,
            @Nullable Duration duration,
            @Nullable Period period, @Nullable Date old) {}

    record Numbers(@Nullable BigDecimal decimal, @Nullable BigInteger integer, @Nullable UUID id, byte last) {}

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    record Optionals(@Nullable Optional<String> text, @Nullable Optional<Item> item, @Nullable OptionalInt number,
            @Nullable OptionalLong big, @Nullable OptionalDouble real) {}

    record Item(String sku, int quantity, @Nullable BigDecimal price) {}

    record Order(long id, @Nullable List<@Nullable Item> items, @Nullable Map<String, @Nullable Integer> attributes,
            String note) {}

    record Sequences(@Nullable List<@Nullable Integer> ints, @Nullable Set<String> texts,
            @Nullable Collection<Color> colors,
            @Nullable List<List<Long>> nested, @Nullable Map<Color, List<Item>> byColor,
            @Nullable Map<Integer, UUID> ids) {}

    record Arrays2(int @Nullable [] ints, String @Nullable [] texts, byte @Nullable [] bytes,
            boolean[] @Nullable [] flags) {}

    record Node(String name, @Nullable Node next, @Nullable List<Node> children) {}

    record Ping(int value, @Nullable Pong pong) {}

    record Pong(@Nullable Ping ping, String name) {}

    record Page<T>(List<T> content, @Nullable T first, int number) {}

    record Thing(StringBuilder anything, List<StringBuilder> things) {}

    record Utf16(@Nullable Utf16String text) {}

    /** Stores a value as its string. */
    private static final DocumentCodec STRINGS = new DocumentCodec() {
        @Override
        public void write(Object value, Class<?> owner, String component, Type type, Utf8Builder text) {
            text.append(component).append('=').append(value.toString());
        }

        @Override
        public Object read(MemorySegment document, Class<?> owner, String component, Type type) {
            String text = new String(document.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
            assertThat(text).startsWith(component + "=");
            assertThat(owner).isEqualTo(Thing.class);
            assertThat(type).isEqualTo(StringBuilder.class);
            return new StringBuilder(text.substring(component.length() + 1));
        }
    };

    @AfterEach
    void closeArena() {
        arena.close();
    }

    private <R extends Record> R throughRow(Class<R> type, R value) {
        var rows = new RecordVec<>(arena, type);
        rows.add(value);
        rows.add(value);
        assertThat(rows.get(0)).isEqualTo(rows.get(1));
        return rows.get(1);
    }

    @Test
    void zeroRowsReadAsNull() {
        var rows = new RecordVec<>(arena, Times.class);
        rows.addRow();
        assertThat(rows.get(0))
                .isEqualTo(new Times(null, null, null, null, null, null, null, null, null, null, null, null));
        var sequences = new RecordVec<>(arena, Sequences.class);
        sequences.addRow();
        assertThat(sequences.get(0)).isEqualTo(new Sequences(null, null, null, null, null, null));
        var optionals = new RecordVec<>(arena, Optionals.class);
        optionals.addRow();
        assertThat(optionals.get(0)).isEqualTo(new Optionals(null, null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261129})
    void randomValuesComeBackEqual(long seed) {
        var random = new Random(seed);
        var times = new RecordVec<>(arena, Times.class);
        var numbers = new RecordVec<>(arena, Numbers.class);
        var optionals = new RecordVec<>(arena, Optionals.class);
        var orders = new RecordVec<>(arena, Order.class);
        var sequences = new RecordVec<>(arena, Sequences.class);
        List<Record> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Times time = times(random);
            Numbers number = new Numbers(orNull(random, () -> decimal(random)), orNull(random, () -> integer(random)),
                    orNull(random, () -> uuid(random)), (byte) i);
            Optionals optional = optionals(random);
            Order order = order(random);
            Sequences sequence = sequences(random);
            times.add(time);
            numbers.add(number);
            optionals.add(optional);
            orders.add(order);
            sequences.add(sequence);
            expected.addAll(List.of(time, number, optional, order, sequence));
        }
        List<Record> found = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            found.addAll(List.of(times.get(i), numbers.get(i), optionals.get(i), orders.get(i), sequences.get(i)));
        }
        assertThat(found).as("seed %d", seed).isEqualTo(expected);
        for (int i = 0; i < 200; i++) { // rows can be overwritten
            orders.set(i, (Order) expected.get(5 * (199 - i) + 3));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(orders.get(i)).isEqualTo(expected.get(5 * (199 - i) + 3));
        }
    }

    private static <T> @Nullable T orNull(Random random, Supplier<T> value) {
        return random.nextInt(5) == 0 ? null : value.get();
    }

    private static Times times(Random random) {
        Instant instant = Instant.ofEpochSecond(random.nextLong(-100_000_000_000L, 100_000_000_000L),
                random.nextInt(1_000_000_000));
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 3600, 18 * 3600));
        List<String> zones = List.of("Europe/Berlin", "UTC", "Z", "+05:30", "America/New_York");
        ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
        LocalDateTime dateTime = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return new Times(orNull(random, () -> instant), orNull(random, dateTime::toLocalDate),
                orNull(random, dateTime::toLocalTime), orNull(random, () -> dateTime),
                orNull(random, () -> dateTime.atOffset(offset)), orNull(random, () -> instant.atZone(zone)),
                orNull(random, () -> dateTime.toLocalTime().atOffset(offset)),
                orNull(random, () -> Year.of(random.nextInt(3000))),
                orNull(random, () -> YearMonth.of(random.nextInt(3000), 1 + random.nextInt(12))),
                orNull(random, () -> Duration.ofSeconds(random.nextLong() / 4, random.nextInt(1_000_000_000))),
                orNull(random, () -> Period.of(random.nextInt(), random.nextInt(), random.nextInt())),
                orNull(random, () -> new Date(random.nextLong() / 4)));
    }

    private static BigDecimal decimal(Random random) {
        return new BigDecimal(integer(random), random.nextInt(-400, 400));
    }

    private static BigInteger integer(Random random) {
        var magnitude = new BigInteger(random.nextInt(200), random);
        return random.nextBoolean() ? magnitude : magnitude.negate();
    }

    private static UUID uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private static String text(Random random) {
        List<String> texts = List.of("", "a", "Zürich", "漢字 😀", "a longer text that does not fit in a word");
        return texts.get(random.nextInt(texts.size()));
    }

    private static Item item(Random random) {
        return new Item(text(random), random.nextInt(), orNull(random, () -> decimal(random)));
    }

    private static Optionals optionals(Random random) {
        return new Optionals(orNull(random, () -> Optional.ofNullable(orNull(random, () -> text(random)))),
                orNull(random, () -> Optional.ofNullable(orNull(random, () -> item(random)))),
                orNull(random, () -> random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt())),
                orNull(random, () -> random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong())),
                orNull(random,
                        () -> random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble())));
    }

    private static <T> List<@Nullable T> list(Random random, Supplier<@Nullable T> element) {
        List<@Nullable T> list = new ArrayList<>();
        int size = random.nextInt(20);
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    private static Order order(Random random) {
        Map<String, @Nullable Integer> attributes = new LinkedHashMap<>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            attributes.put(text(random) + i, orNull(random, random::nextInt));
        }
        return new Order(random.nextLong(),
                orNull(random, () -> list(random, () -> orNull(random, () -> item(random)))),
                orNull(random, () -> attributes), text(random));
    }

    private static Sequences sequences(Random random) {
        Map<Color, List<Item>> byColor = new LinkedHashMap<>();
        byColor.put(Color.BLUE, list(random, () -> item(random)));
        byColor.put(Color.RED, List.of());
        Map<Integer, UUID> ids = new LinkedHashMap<>();
        list(random, random::nextInt).forEach(each -> ids.put(each, uuid(random)));
        return new Sequences(orNull(random, () -> list(random, () -> orNull(random, random::nextInt))),
                orNull(random, () -> new LinkedHashSet<>(list(random, () -> text(random)))),
                orNull(random, () -> list(random, () -> Color.values()[random.nextInt(3)])),
                orNull(random, () -> list(random, () -> list(random, random::nextLong))),
                orNull(random, () -> byColor), orNull(random, () -> ids));
    }

    /** Equal to any other entity with the same number. */
    record Entity(int id, String name) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entity it && it.id == id;
        }

        @Override
        public int hashCode() {
            return id;
        }
    }

    /** A class without a layout, whose values are all equal. */
    static final class Label {
        public String text = "";

        Label() {}

        Label(String text) {
            this.text = text;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Label;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    record Labelled(Label label) {}

    record Related(Map<String, Integer> map, Set<String> set, List<Entity> entities, Optional<Entity> optional,
            List<List<Double>> numbers, @Nullable BigDecimal decimal, @Nullable ZonedDateTime time) {}

    /** Would fail if a row kept its values because {@code equals} of a collection or class says that the new ones are equal. */
    @Test
    void equalValuesWithOtherContentReplaceThoseOfTheRow() {
        var related = new RecordVec<>(arena, Related.class);
        related.add(related(List.of("b", "a"), "before"));
        Related changed = related(List.of("a", "b"), "after");
        related.set(0, changed);
        assertThat(related.get(0)).hasToString(changed.toString());

        var things = new RecordVec<>(arena, Labelled.class);
        things.add(new Labelled(new Label("before")));
        things.set(0, new Labelled(new Label("after")));
        assertThat(things.get(0).label().text).isEqualTo("after");
    }

    private static Related related(List<String> names, String name) {
        Map<String, Integer> map = new LinkedHashMap<>();
        names.forEach(each -> map.put(each, each.length()));
        return new Related(map, new LinkedHashSet<>(names), List.of(new Entity(1, name)),
                Optional.of(new Entity(1, name)), List.of(List.of(-0.0), List.of()),
                new BigDecimal("12345678901234567890.1"),
                ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Berlin")));
    }

    /** Would fail if each write of the same values needed further memory. */
    @Test
    void repeatedValuesNeedNoFurtherMemory() {
        var related = new RecordVec<>(arena, Related.class);
        related.add(related(List.of("b", "a"), "name"));
        long length = related.textSegment().byteSize();
        for (int i = 0; i < 10; i++) {
            related.set(0, related(List.of("b", "a"), "name"));
        }
        assertThat(related.textSegment().byteSize()).isEqualTo(length);
    }

    @Test
    void arraysAreReadBack() {
        var value = new Arrays2(new int[]{1, -2, 3}, new String[]{"a", null, ""}, new byte[]{-1, 0, 1},
                new boolean[][]{{true, false}, {}, null});
        var rows = new RecordVec<>(arena, Arrays2.class);
        rows.add(value);
        Arrays2 found = rows.get(0);
        assertThat(found.ints()).isEqualTo(value.ints());
        assertThat(found.texts()).isEqualTo(value.texts());
        assertThat(found.bytes()).isEqualTo(value.bytes());
        assertThat(Arrays.deepEquals(found.flags(), value.flags())).isTrue();
    }

    @Test
    void recursiveRecordsAreReadBack() {
        var tree = new Node("a", new Node("b", null, null),
                List.of(new Node("c", null, List.of()), new Node("d", null, null)));
        assertThat(throughRow(Node.class, tree)).isEqualTo(tree);
        var game = new Ping(1, new Pong(new Ping(2, new Pong(null, "end")), "begin"));
        assertThat(throughRow(Ping.class, game)).isEqualTo(game);
        assertThat(RecordLayout.of(Node.class).field("next").kind()).isEqualTo(FieldKind.REFERENCE);
    }

    @Test
    void collectionsAreUnmodifiableAndOutliveTheArena() {
        Order value = order(new Random(7));
        Order found;
        try (Arena other = Arena.create()) {
            var rows = new RecordVec<>(other, Order.class);
            rows.add(new Order(1, List.of(new Item("a", 1, null)), Map.of("x", 1), ""));
            found = rows.get(0);
        }
        assertThat(found.items()).containsExactly(new Item("a", 1, null));
        assertThat(found.attributes()).isEqualTo(Map.of("x", 1));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> found.items().add(null));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> found.attributes().put("y", 2));
        assertThat(value).isNotNull();
    }

    @Test
    void typeVariablesHaveTheirArguments() {
        Type pageOfItems = new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return new Type[]{Item.class};
            }

            @Override
            public Type getRawType() {
                return Page.class;
            }

            @Override
            public @Nullable Type getOwnerType() {
                return ComponentKindsTests.class;
            }
        };
        @SuppressWarnings("unchecked")
        var layout = (RecordLayout<Page<Item>>) RecordLayout.of(pageOfItems);
        assertThat(layout).isSameAs(RecordLayout.of(layout.genericType()));
        assertThat(layout.field("first").kind()).isEqualTo(FieldKind.RECORD);
        var rows = new RecordVec<>(arena, layout, 1);
        var page = new Page<>(List.of(new Item("a", 1, BigDecimal.TEN)), new Item("b", 2, null), 3);
        rows.add(page);
        assertThat(rows.get(0)).isEqualTo(page);
    }

    @Test
    void valuesOfOtherClassesAreStoredAsDocuments() {
        @SuppressWarnings("unchecked")
        var layout = (RecordLayout<Thing>) RecordLayout.of(Thing.class, STRINGS);
        assertThat(layout.field("anything").kind()).isEqualTo(FieldKind.DOCUMENT);
        var rows = new RecordVec<>(arena, layout, 1);
        rows.add(new Thing(new StringBuilder("x"), List.of(new StringBuilder("y"), new StringBuilder("zz"))));
        Thing found = rows.get(0);
        assertThat((CharSequence) found.anything()).hasToString("x");
        assertThat(found.things()).hasToString("[y, zz]");
        assertThatIllegalArgumentException().isThrownBy(() -> RecordLayout.of(Thing.class, null))
                .withMessageContaining("Component anything").withMessageContaining("java.lang.StringBuilder");
    }

    @Test
    void cursorsReadPartsOfARow() {
        var rows = new RecordVec<>(arena, Order.class);
        rows.add(new Order(1, null, null, ""));
        rows.add(new Order(2, List.of(new Item("a", 1, new BigDecimal("1.50")), new Item("b", 2, null)), Map.of("x", 7),
                "n"));
        RecordLayout<Order> layout = rows.layout();
        RecordCursor<Order> cursor = rows.cursor();
        cursor.moveTo(0);
        assertThat(cursor.getRecords(layout.field("items"), Item.class)).isNull();
        assertThat(cursor.getMap(layout.field("attributes"))).isNull();
        cursor.moveTo(1);
        RecordSlice<Item> items = cursor.getRecords(layout.field("items"), Item.class);
        assertThat(items).containsExactly(new Item("a", 1, new BigDecimal("1.50")), new Item("b", 2, null));
        RecordCursor<Item> item = items.cursor();
        assertThat(item.next()).isTrue();
        Field price = items.layout().field("price");
        assertThat(item.isCompactDecimal(price)).isTrue();
        assertThat(item.getUnscaledLong(price)).isEqualTo(150);
        assertThat(item.getScale(price)).isEqualTo(2);
        assertThat((CharSequence) item.getText(items.layout().field("sku"))).hasToString("a");
        MapSlice attributes = cursor.getMap(layout.field("attributes"));
        assertThat(attributes.indexOf("x")).isZero();
        assertThat(attributes.indexOf("y")).isEqualTo(-1);
        assertThat(attributes.values().getInt(0)).isEqualTo(7);
    }

    @Test
    void cursorsReportNullElements() {
        var rows = new RecordVec<>(arena, Order.class);
        rows.add(new Order(1, Arrays.asList(new Item("a", 1, null), null), null, ""));
        RecordCursor<Order> cursor = rows.cursor();
        cursor.next();
        Field field = rows.layout().field("items");
        ListSlice items = cursor.getList(field);
        assertThat(items.isNull(0)).isFalse();
        assertThat(items.isNull(1)).isTrue();
        assertThat(items.get(1)).isNull();
        assertThatIllegalStateException().isThrownBy(() -> cursor.getRecords(field, Item.class))
                .withMessageContaining("items");
    }

    @Test
    void cursorsReadTimes() {
        var rows = new RecordVec<>(arena, Times.class);
        Times times = new Times(Instant.ofEpochSecond(5, 6), LocalDate.ofEpochDay(7), LocalTime.ofNanoOfDay(8),
                LocalDateTime.ofEpochSecond(9, 10, ZoneOffset.UTC),
                OffsetDateTime.of(LocalDateTime.ofEpochSecond(11, 12,
                        ZoneOffset.UTC), ZoneOffset.ofHours(1)),
                null, OffsetTime.of(LocalTime.ofNanoOfDay(13), ZoneOffset.ofHours(2)), Year.of(14), YearMonth.of(15, 6),
                Duration.ofSeconds(16, 17), Period.of(18, 19, 20), new Date(21));
        rows.add(times);
        RecordLayout<Times> layout = rows.layout();
        RecordCursor<Times> cursor = rows.cursor();
        cursor.next();
        assertThat(cursor.getEpochSecond(layout.field("instant"))).isEqualTo(5);
        assertThat(cursor.getNano(layout.field("instant"))).isEqualTo(6);
        assertThat(cursor.getEpochDay(layout.field("date"))).isEqualTo(7);
        assertThat(cursor.getNanoOfDay(layout.field("time"))).isEqualTo(8);
        assertThat(cursor.getEpochSecond(layout.field("dateTime"))).isEqualTo(9);
        assertThat(cursor.getNano(layout.field("offsetDateTime"))).isEqualTo(12);
        assertThat(cursor.getOffsetSeconds(layout.field("offsetDateTime"))).isEqualTo(3600);
        assertThat(cursor.isNull(layout.field("zoned"))).isTrue();
        assertThat(cursor.getEpochSecond(layout.field("zoned"))).isZero();
        assertThat(cursor.getOffsetSeconds(layout.field("offsetTime"))).isEqualTo(7200);
        assertThat(cursor.getPart(layout.field("year"), 0)).isEqualTo(14);
        assertThat(cursor.getPart(layout.field("month"), 1)).isEqualTo(6);
        assertThat(cursor.getPart(layout.field("period"), 2)).isEqualTo(20);
        assertThat(cursor.getPart(layout.field("old"), 0)).isEqualTo(21);
        assertThat(cursor.get(layout.field("duration"))).isEqualTo(Duration.ofSeconds(16, 17));
    }

    @Test
    void dataBesideRowsEscapesWithThem() {
        var rows = new RecordVec<>(arena, Order.class);
        Order order = order(new Random(11));
        rows.add(order);
        rows.add(order);
        try (Owned<RecordSlice<Order>> owned = rows.freezeOwned()) {
            arena.reset();
            assertThat(owned.get()).containsExactly(order, order);
        }
    }

    @Test
    void elementBuffersCollectTheElementsOfRows() {
        var rows = new RecordVec<>(arena, Order.class);
        Field items = rows.layout().field("items");
        var buffer = new ElementBuffer(arena, items);
        RecordLayout<?> item = buffer.element().nested();
        List<@Nullable Item> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long at = buffer.add();
            if (i % 9 == 8) {
                buffer.setNull();
                expected.add(null);
            } else {
                long start = rows.text().byteLength();
                rows.text().append("sku").append(i);
                item.field("sku").setText(buffer.block(), at, start, (int) (rows.text().byteLength() - start));
                item.field("quantity").setInt(buffer.block(), at, i);
                item.field("price").setDecimal(buffer.block(), at, i, 2);
                expected.add(new Item("sku" + i, i, BigDecimal.valueOf(i, 2)));
            }
        }
        long row = rows.addRow();
        buffer.finish(rows.rows(), row, rows.text());
        assertThat(buffer.size()).isZero();
        assertThat(rows.get(0).items()).isEqualTo(expected);
        buffer.finish(rows.rows(), rows.addRow(), rows.text());
        assertThat(rows.get(1).items()).isEmpty();
    }

    @Test
    void utf16TextsAreReadBack() {
        var rows = new RecordVec<>(arena, Utf16.class);
        rows.add(new Utf16(Utf16String.copyOf(arena, "漢字")));
        rows.add(new Utf16(null));
        assertThat((CharSequence) rows.get(0).text()).hasToString("漢字");
        assertThat((CharSequence) rows.get(1).text()).isNull();
    }

    @Test
    void slotsAreCheckedAgainstTheBoundsOfTheText() {
        var rows = new RecordVec<>(arena, Sequences.class);
        rows.addRow();
        RecordLayout<Sequences> layout = rows.layout();
        rows.rows().set(ValueLayout.JAVA_LONG, layout.field("ints").offset(), 100L << 32 | 1000);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> rows.get(0));
        rows.rows().set(ValueLayout.JAVA_LONG, layout.field("ints").offset(), 0xFFFFFFFFL);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> rows.get(0));
    }
}
