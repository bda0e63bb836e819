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

package dev.arena.demo.readings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import dev.arena.Arena;
import dev.arena.Mark;
import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.jdbc.RecordBatchSetter;
import dev.arena.spring.boot.jdbc.RecordVecExtractor;

/**
 * The readings in the database, as rows of arena memory or as objects. Both engines use the same statements, except that the
 * arena engine reads an export in pages.
 */
@Repository
class ReadingStore {
    private static final int ROWS_PER_BATCH = 1000;
    private static final int ROWS_PER_PAGE = 1000;

    private static final String INSERT = "insert into reading (station, temperature, taken_at) values (?, ?, ?)";

    private static final String STATIONS = """
            select station as name, min(temperature) as min, floor(10 * sum(temperature) / count(*) + 0.5) / 10 as mean,
              max(temperature) as max, count(*) as count
            from reading group by station order by station""";

    private static final String PAGE = """
            select id, station, temperature, taken_at as timestamp from reading where id > ? order by id limit ?""";

    /** Readings that the database generates. They are always the same, and never stored. */
    private static final String SAMPLES = """
            select x as id, 'Station ' || mod(x, 413) as station,
              cast(mod(x * 7, 1000) - 400 as double precision) / 10 as temperature, 1700000000000 + x as timestamp
            from system_range(?, ?)""";

    private static final String LAZY_QUERIES = "set lazy_query_execution ";

    private final JdbcTemplate jdbc;

    ReadingStore(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** Receives readings, one after the other. */
    @FunctionalInterface
    interface ReadingVisitor {
        void visit(String station, double temperature, long timestamp) throws IOException;
    }

    /** Receives readings, a page at a time. */
    @FunctionalInterface
    interface PageVisitor {
        void visit(RecordVec<StoredReading> page) throws IOException;
    }

    /** Stores all readings or none. */
    @Transactional
    void insert(RecordVec<Reading> readings) {
        RecordBatchSetter.update(jdbc, INSERT, readings, ROWS_PER_BATCH, "station", "temperature", "timestamp");
    }

    /** Stores all readings or none. */
    @Transactional
    void insert(List<Reading> readings) {
        jdbc.batchUpdate(INSERT, readings, ROWS_PER_BATCH, (insert, reading) -> {
            insert.setString(1, reading.station());
            insert.setDouble(2, reading.temperature());
            insert.setLong(3, reading.timestamp());
        });
    }

    /** The stations, sorted by name. */
    @Transactional(readOnly = true)
    RecordVec<StationSummary> stations(Arena arena) {
        return jdbc.query(STATIONS, new RecordVecExtractor<>(arena, StationSummary.class));
    }

    /** The stations, sorted by name. */
    @Transactional(readOnly = true)
    List<StationSummary> stations() {
        return jdbc.query(STATIONS, new DataClassRowMapper<>(StationSummary.class));
    }

    /**
     * Passes all readings in the order in which they were stored, or {@code samples} generated readings if that number is not
     * 0. It needs memory for one page, which it releases after the visitor has returned.
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    void forEachPage(int samples, Arena arena, PageVisitor visitor) throws IOException {
        jdbc.execute(LAZY_QUERIES + "false"); // a lazy query would create an object for each row
        try {
            long last = 0;
            boolean more = true;
            while (more) {
                try (Mark _ = arena.mark()) {
                    RecordVec<StoredReading> page = page(samples, last, arena);
                    more = page.size() == ROWS_PER_PAGE;
                    if (!page.isEmpty()) {
                        visitor.visit(page);
                        last = page.get(page.size() - 1).id();
                    }
                }
            }
        } finally {
            jdbc.execute(LAZY_QUERIES + "true");
        }
    }

    private RecordVec<StoredReading> page(int samples, long last, Arena arena) {
        var extractor = new RecordVecExtractor<>(arena, StoredReading.class);
        return samples == 0
                ? jdbc.query(PAGE, extractor, last, ROWS_PER_PAGE)
                : jdbc.query(SAMPLES, extractor, last + 1, Math.min(last + ROWS_PER_PAGE, samples));
    }

    /** Passes each reading in the order in which they were stored, or generated readings if {@code samples} is not 0. */
    @Transactional(readOnly = true)
    void forEachReading(int samples, ReadingVisitor visitor) throws IOException {
        if (samples == 0) {
            query(visitor, "select id, station, temperature, taken_at from reading order by id");
        } else {
            query(visitor, SAMPLES, 1, samples);
        }
    }

    private void query(ReadingVisitor visitor, String sql, Object... parameters) throws IOException {
        try {
            jdbc.query(sql, (RowCallbackHandler) row -> {
                try {
                    visitor.visit(row.getString(2), row.getDouble(3), row.getLong(4));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, parameters);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Deletes all readings. */
    @Transactional
    void deleteAll() {
        jdbc.update("delete from reading");
    }
}
