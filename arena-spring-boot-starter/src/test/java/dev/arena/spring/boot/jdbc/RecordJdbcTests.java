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

package dev.arena.spring.boot.jdbc;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.collect.RecordVec;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Behaviour that is the same for every database. A row must be read and written without changes. */
abstract class RecordJdbcTests {
    private static final long SEED = 20261129;

    private final Arena arena = Arena.create();
    private JdbcTemplate jdbc = new JdbcTemplate();

    enum Quality {
        RAW, CHECKED
    }

    record Reading(long id, String stationName, double temperature, @Nullable Integer humidity, boolean valid,
            short level,
            @Nullable Quality quality, @Nullable BigDecimal price, @Nullable LocalDate onDay,
            @Nullable LocalTime atTime,
            @Nullable LocalDateTime dateTime, @Nullable OffsetDateTime takenAt, @Nullable UUID sensor) {}

    record Text(long id, @Nullable Utf8String stationName) {}

    record Letter(long id, Utf8String stationName, char quality) {}

    record Point(long id, @Nullable Instant takenAt) {}

    record Count(int id) {}

    record Price(int price) {}

    record Humid(int humidity) {}

    record Measured(long id, List<String> tags) {}

    record Elements(List<Integer> numbers, Set<String> texts, Optional<Integer> count, Optional<Long> absent) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Numbers(int[] numbers) {}

    record Trimmed(String name) {
        Trimmed {
            name = name.strip();
        }
    }

    record Positive(int number) {
        Positive {
            if (number <= 0) {
                throw new UnsupportedOperationException("not positive");
            }
        }
    }

    abstract DataSource dataSource();

    @BeforeEach
    void createTable() {
        jdbc = new JdbcTemplate(dataSource());
        jdbc.execute("drop table if exists reading");
        jdbc.execute(
                """
                        create table reading (id bigint primary key, station_name varchar(100), temperature double precision,
                            humidity integer, valid boolean, level smallint, quality varchar(20), price numeric(30, 5), on_day date,
                            at_time time(6), date_time timestamp(6), taken_at timestamp(6) with time zone, sensor uuid)""");
    }

    @AfterEach
    void closeArena() {
        arena.close();
    }

    private static List<Reading> readings(int count) {
        var random = new Random(SEED);
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean sparse = i % 3 == 2;
            LocalDateTime dateTime = LocalDateTime.ofEpochSecond(random.nextLong(0, 2_000_000_000L),
                    random.nextInt(1_000_000) * 1000, ZoneOffset.UTC);
            readings.add(new Reading(i, "Zürich 漢字 " + i, random.nextDouble(), sparse ? null : random.nextInt(),
                    random.nextBoolean(), (short) random.nextInt(), sparse ? null : Quality.values()[i % 2],
                    sparse ? null : BigDecimal.valueOf(random.nextLong(), 5), sparse ? null : dateTime.toLocalDate(),
                    sparse ? null : dateTime.toLocalTime(), sparse ? null : dateTime,
                    sparse ? null : dateTime.atOffset(ZoneOffset.UTC),
                    sparse ? null : new UUID(random.nextLong(), random.nextLong())));
        }
        return readings;
    }

    private void insert(List<Reading> readings) {
        var rows = new RecordVec<>(arena, Reading.class);
        rows.addAll(readings);
        long affected = RecordBatchSetter.update(jdbc,
                "insert into reading values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows, 7);
        assertThat(affected).isEqualTo(readings.size());
    }

    @Test
    void rowsShouldBeReadAsTheyWereWrittenAndAsByARowMapper() {
        List<Reading> readings = readings(100);
        insert(readings);
        String query = "select * from reading order by id";
        RecordVec<Reading> found = JdbcClient.create(jdbc).sql(query)
                .query(new RecordVecExtractor<>(arena, Reading.class));
        List<Reading> mapped = jdbc.query(query, new DataClassRowMapper<>(Reading.class));
        assertThat(found).as("seed %d", SEED).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(found.get(i)).isEqualTo(mapped.get(i));
            assertThat(found.get(i)).usingComparatorForType(
                    (a, b) -> a.toInstant().compareTo(b.toInstant()), OffsetDateTime.class)
                    .usingRecursiveComparison().isEqualTo(readings.get(i));
        }
    }

    @Test
    void componentsShouldBeSetByName() {
        var rows = new RecordVec<>(arena, Reading.class);
        rows.addAll(readings(3));
        jdbc.batchUpdate("insert into reading (temperature, id) values (?, ?)",
                new RecordBatchSetter<>(rows, "temperature", "id"));
        assertThat(jdbc.queryForList("select temperature from reading order by id", Double.class))
                .containsExactly(rows.get(0).temperature(), rows.get(1).temperature(), rows.get(2).temperature());
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordBatchSetter<>(rows, "pressure"))
                .withMessageContaining("pressure");
        var lists = new RecordVec<>(arena, Measured.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordBatchSetter<>(lists))
                .withMessageContaining("tags");
    }

    @Test
    void textsAndInstantsShouldBeRead() {
        insert(readings(3));
        RecordVec<Text> texts = jdbc.query("select * from reading order by id",
                new RecordVecExtractor<>(arena, Text.class));
        assertThat((CharSequence) texts.get(1).stationName()).hasToString("Zürich 漢字 1");
        RecordVec<Point> points = jdbc.query("select * from reading order by id",
                new RecordVecExtractor<>(arena, Point.class));
        OffsetDateTime first = Objects.requireNonNull(readings(1).getFirst().takenAt());
        assertThat(points.get(0).takenAt()).isEqualTo(first.toInstant());
        assertThat(points.get(2).takenAt()).isNull();
        jdbc.execute("delete from reading");
        jdbc.batchUpdate("insert into reading (id, taken_at) values (?, ?)", new RecordBatchSetter<>(points));
        assertThat(jdbc.query("select * from reading order by id", new RecordVecExtractor<>(arena, Point.class)))
                .isEqualTo(points);
    }

    @Test
    void textsAndCharsShouldBeWritten() {
        var letters = new RecordVec<>(arena, Letter.class);
        letters.add(new Letter(1, Utf8String.copyOf(arena, "Zürich 漢字"), 'ü'));
        jdbc.batchUpdate("insert into reading (id, station_name, quality) values (?, ?, ?)",
                new RecordBatchSetter<>(letters));
        assertThat(jdbc.query("select * from reading", new RecordVecExtractor<>(arena, Letter.class)))
                .isEqualTo(letters);
    }

    @Test
    void elementsShouldBeConvertedToTheirTypes() {
        String query = """
                select array['1', '2'] as numbers, array[3, 4] as texts, cast(5 as bigint) as count,
                    cast(null as integer) as absent""";
        assertThat(jdbc.query(query, new RecordVecExtractor<>(arena, Elements.class)).get(0))
                .isEqualTo(new Elements(List.of(1, 2), Set.of("3", "4"), Optional.of(5), Optional.empty()));
        assertThat(jdbc.query(query, new RecordVecExtractor<>(arena, Numbers.class)).get(0).numbers())
                .containsExactly(1, 2);
    }

    @Test
    void constructorShouldChangeAndRejectRows() {
        RecordVec<Trimmed> names = jdbc.query("select ' a ' as name", new RecordVecExtractor<>(arena, Trimmed.class));
        assertThat((CharSequence) names.layout().field("name").getText(names.rows(), 0, names.textSegment()))
                .hasToString("a");
        assertThatExceptionOfType(DataRetrievalFailureException.class)
                .isThrownBy(() -> jdbc.query("select 1 as number union all select 0",
                        new RecordVecExtractor<>(arena, Positive.class)))
                .withMessageContainingAll("Positive", "row 2")
                .withCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void fetchSizeMayExceedTheMaximumNumberOfRows() {
        insert(readings(100));
        assertThat(JdbcClient.create(jdbc).sql("select id from reading order by id").withMaxRows(2)
                .query(new RecordVecExtractor<>(arena, Count.class))).extracting(Count::id).containsExactly(0, 1);
    }

    @Test
    void queryWithoutRowsShouldReturnAnEmptyVector() {
        assertThat(jdbc.query("select * from reading", new RecordVecExtractor<>(arena, Count.class))).isEmpty();
    }

    @Test
    void valueOutOfRangeShouldFailWithRowAndColumn() {
        insert(readings(3));
        assertThatExceptionOfType(DataRetrievalFailureException.class)
                .isThrownBy(() -> jdbc.query("select * from reading order by id",
                        new RecordVecExtractor<>(arena, Humid.class)))
                .withMessageContaining("row 3").withMessageContainingAll("humidity", "int");
        assertThatExceptionOfType(DataRetrievalFailureException.class)
                .isThrownBy(() -> jdbc.query("select 'x' as price", new RecordVecExtractor<>(arena, Price.class)))
                .withMessageContaining("row 1").withMessageContainingAll("price", "int");
    }

    @Test
    void componentWithoutColumnShouldFailWithItsNameAndTheColumns() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> jdbc.query("select temperature from reading",
                        new RecordVecExtractor<>(arena, Text.class)))
                .withMessageContainingAll("id", Text.class.getName(), "temperature");
    }

    @Test
    void rowsThatExceedTheBudgetShouldBeRefused() {
        insert(readings(100));
        try (Arena small = Arena.builder().byteBudget(4096).build()) {
            assertThatExceptionOfType(ArenaExhaustedException.class)
                    .isThrownBy(
                            () -> jdbc.query("select * from reading", new RecordVecExtractor<>(small, Reading.class)));
        }
    }

    @Test
    void invalidSettingsShouldBeRejected() {
        RecordLayout<Count> layout = RecordLayout.of(Count.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordVecExtractor<>(arena, layout, -1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> RecordBatchSetter.update(jdbc, "",
                new RecordVec<>(arena, layout, 0), 0)).withMessageContaining("0");
    }
}
