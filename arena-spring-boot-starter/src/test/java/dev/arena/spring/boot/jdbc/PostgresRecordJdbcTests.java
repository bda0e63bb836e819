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

import java.nio.file.Path;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** With the PostgreSQL driver and a separate server. */
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
