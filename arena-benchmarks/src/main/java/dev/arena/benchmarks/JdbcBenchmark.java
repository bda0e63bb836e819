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

package dev.arena.benchmarks;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.jdbc.RecordBatchSetter;
import dev.arena.spring.boot.jdbc.RecordVecExtractor;

/**
 * Reads {@link #COUNT} rows of a database, and writes as many in batches. The figures are for one row. With {@code -prof gc},
 * {@code gc.alloc.rate.norm} is the heap for one row. It includes what the driver allocates, as {@code readNothing} shows.
 *
 * <p>The database is H2, in the memory of the same process. {@code -jvmArgsAppend -Djdbc.url=jdbc:postgresql://host/database?user=name}
 * selects PostgreSQL instead. The benchmark replaces the tables {@code reading} and {@code written} there.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(JdbcBenchmark.COUNT)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class JdbcBenchmark {
    static final int COUNT = 10_000;

    private static final int BATCH_SIZE = 1000;
    private static final String URL = System.getProperty("jdbc.url", "jdbc:h2:mem:");
    private static final String SELECT = "select id, station, temperature, taken from reading";
    private static final String INSERT = "insert into written (id, station, temperature, taken) values (?, ?, ?, ?)";

    /** Largest allocation that uses cached chunks. The default is 16 KiB, which is less than the rows need. */
    private static final long LARGEST = 1 << 20;

    private final Arena arena = Arena.builder().chunkSizes(4096, LARGEST).maxNormalAlloc(LARGEST).build();
    private final Arena arenaOfRows = Arena.create();
    private final RecordVec<Reading> rows = new RecordVec<>(arenaOfRows, Reading.class);
    private final List<Reading> list = IntStream.range(0, COUNT).mapToObj(JdbcBenchmark::reading).toList();
    private SingleConnectionDataSource connection;
    private JdbcTemplate jdbc;

    record Reading(int id, String station, double temperature, long taken) {}

    private static Reading reading(int i) {
        return new Reading(i, "Station " + i % 100, i * 0.5, 1_700_000_000_000L + i);
    }

    /** Fills the database. */
    @Setup
    public void open() throws SQLException {
        connection = new SingleConnectionDataSource(DriverManager.getConnection(URL), true);
        jdbc = new JdbcTemplate(connection);
        for (String table : List.of("reading", "written")) {
            jdbc.execute("drop table if exists " + table);
            jdbc.execute("create table " + table + " (id int, station varchar(40), temperature double precision,"
                    + " taken bigint)");
        }
        list.forEach(rows::add);
        RecordBatchSetter.update(jdbc, INSERT.replace("written", "reading"), rows, BATCH_SIZE);
        SteadyState.require(arena, this::readArena);
    }

    /** Closes the connection, which deletes a database in memory. */
    @TearDown
    public void close() {
        connection.destroy();
        arena.close();
        arenaOfRows.close();
    }

    @Benchmark
    public int readNothing() {
        Integer rows = jdbc.query(SELECT, results -> {
            int count = 0;
            while (results.next()) {
                count++;
            }
            return count;
        });
        return rows == null ? 0 : rows;
    }

    @Benchmark
    public long readArena() {
        RecordVec<Reading> read = jdbc.query(SELECT, new RecordVecExtractor<>(arena, Reading.class));
        long size = read == null ? 0 : read.size();
        arena.reset();
        return size;
    }

    @Benchmark
    public int readDataClassRowMapper() {
        return jdbc.query(SELECT, new DataClassRowMapper<>(Reading.class)).size();
    }

    @Benchmark
    public long writeArena() {
        long written = RecordBatchSetter.update(jdbc, INSERT, rows, BATCH_SIZE);
        jdbc.execute("truncate table written");
        return written;
    }

    @Benchmark
    public int writeBatchUpdate() {
        int batches = jdbc.batchUpdate(INSERT, list, BATCH_SIZE, (statement, reading) -> {
            statement.setInt(1, reading.id());
            statement.setString(2, reading.station());
            statement.setDouble(3, reading.temperature());
            statement.setLong(4, reading.taken());
        }).length;
        jdbc.execute("truncate table written");
        return batches;
    }
}
