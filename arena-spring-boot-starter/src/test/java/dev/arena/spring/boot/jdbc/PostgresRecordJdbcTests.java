package dev.arena.spring.boot.jdbc;

import java.nio.file.Path;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** By the driver of PostgreSQL, with a server of its own. */
class PostgresRecordJdbcTests extends RecordJdbcTests {

    @TempDir
    private static Path directory = Path.of("");

    private static @Nullable PostgresServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start(directory);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    DataSource dataSource() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return new DriverManagerDataSource(server.url(), "postgres", "");
    }
}
