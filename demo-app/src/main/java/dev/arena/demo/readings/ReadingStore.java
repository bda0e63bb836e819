package dev.arena.demo.readings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.util.function.Consumer;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The readings in the database. Both engines use it, so that they differ in nothing but where they keep what they handle. */
@Repository
class ReadingStore {
    private static final int ROWS_PER_BATCH = 1000;

    private final JdbcTemplate jdbc;

    ReadingStore(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** Sees readings, one after the other. */
    @FunctionalInterface
    interface ReadingVisitor {
        void visit(String station, double temperature, long timestamp) throws IOException;
    }

    /** Stores all readings or none. */
    @Transactional
    void insert(ReadingSource readings) {
        jdbc.execute("insert into reading (station, temperature, taken_at) values (?, ?, ?)",
                (PreparedStatement insert) -> {
                    int waiting = 0;
                    while (readings.next()) {
                        insert.setString(1, readings.station());
                        insert.setDouble(2, readings.temperature());
                        insert.setLong(3, readings.timestamp());
                        insert.addBatch();
                        if (++waiting == ROWS_PER_BATCH) {
                            insert.executeBatch();
                            waiting = 0;
                        }
                    }
                    return insert.executeBatch();
                });
    }

    /** Shows each station, sorted by name. */
    @Transactional(readOnly = true)
    void forEachStation(Consumer<StationSummary> visitor) {
        jdbc.query("select station, min(temperature), sum(temperature), max(temperature), count(*) from reading "
                + "group by station order by station",
                (RowCallbackHandler) row -> visitor.accept(StationSummary.of(row.getString(1), row.getDouble(2),
                        row.getDouble(3), row.getDouble(4), row.getLong(5))));
    }

    /**
     * Shows each reading, in the order in which they were stored; or, if {@code samples} is not 0, so many that the database makes
     * up on the way, always the same and never stored.
     */
    @Transactional(readOnly = true)
    void forEachReading(int samples, ReadingVisitor visitor) throws IOException {
        if (samples == 0) {
            query(visitor, "select station, temperature, taken_at from reading order by id");
        } else {
            query(visitor, """
                    select 'Station ' || mod(x, 413), cast(mod(x * 7, 1000) - 400 as double precision) / 10,
                      1700000000000 + x from system_range(1, ?)""", samples);
        }
    }

    private void query(ReadingVisitor visitor, String sql, Object... parameters) throws IOException {
        try {
            jdbc.query(sql, (RowCallbackHandler) row -> {
                try {
                    visitor.visit(row.getString(1), row.getDouble(2), row.getLong(3));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, parameters);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Forgets every reading. */
    @Transactional
    void deleteAll() {
        jdbc.update("delete from reading");
    }
}
