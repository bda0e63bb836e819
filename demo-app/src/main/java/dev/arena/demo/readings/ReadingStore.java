package dev.arena.demo.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
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

    /** Where the readings to be stored come from, one after the other. */
    interface Source {

        /** Goes to the next reading; false behind the last. */
        boolean next();

        String station();

        double temperature();

        long timestamp();
    }

    /** Sees rows of a result, one after the other. */
    @FunctionalInterface
    interface RowVisitor {
        void visit(ResultSet row) throws SQLException;
    }

    /** Stores all readings or none. */
    @Transactional
    void insert(Source readings) {
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

    /** Shows name, lowest temperature, sum, highest temperature and count of each station, by name. */
    void forEachStation(RowVisitor visitor) {
        query("select station, min(temperature), sum(temperature), max(temperature), count(*) from reading "
                + "group by station order by station", visitor);
    }

    /** Shows station, temperature and timestamp of each reading, the oldest first. */
    void forEachReading(RowVisitor visitor) {
        query("select station, temperature, taken_at from reading", visitor);
    }

    private void query(String sql, RowVisitor visitor) {
        jdbc.execute((Connection connection) -> {
            try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    visitor.visit(rows);
                }
                return 0;
            }
        });
    }

    /** Forgets every reading. */
    @Transactional
    void deleteAll() {
        jdbc.update("delete from reading");
    }
}
