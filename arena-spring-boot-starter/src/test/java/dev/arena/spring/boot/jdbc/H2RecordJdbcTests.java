package dev.arena.spring.boot.jdbc;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** By the driver of H2. */
class H2RecordJdbcTests extends RecordJdbcTests {

    @Override
    DataSource dataSource() {
        return new DriverManagerDataSource("jdbc:h2:mem:records;DB_CLOSE_DELAY=-1");
    }
}
