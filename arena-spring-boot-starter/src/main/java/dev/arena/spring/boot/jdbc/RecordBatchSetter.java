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

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;

import dev.arena.collect.RecordCursor;
import dev.arena.collect.RecordRows;
import dev.arena.record.Field;
import dev.arena.record.FieldKind;

/**
 * Sets the parameters of a JDBC batch from records in an arena, without creating an object for each record:
 *
 * <pre>{@code
 * RecordBatchSetter.update(jdbcTemplate, "insert into reading (station, temperature) values (?, ?)", readings, 1000,
 *         "station", "temperature");
 * }</pre>
 *
 * @param <R> type of the records
 * @since 0.1.0
 */
public final class RecordBatchSetter<R extends Record> implements BatchPreparedStatementSetter {
    private final RecordCursor<R> cursor;
    private final long first;
    private final int count;
    private final List<Field> fields;

    /**
     * Sets the parameters from all records.
     *
     * @param  rows                     the records, at most 2<sup>31</sup>−1
     * @param  components               which components the parameters are, in their order; all components if empty
     * @throws IllegalArgumentException if there is no such component, or it is a record, sequence or map
     */
    public RecordBatchSetter(RecordRows<R> rows, String... components) {
        this(rows, 0, Math.toIntExact(rows.size()), fields(rows, components));
    }

    private RecordBatchSetter(RecordRows<R> rows, long first, int count, List<Field> fields) {
        this.cursor = rows.cursor();
        this.first = first;
        this.count = count;
        this.fields = fields;
    }

    private static List<Field> fields(RecordRows<?> rows, String... components) {
        List<Field> fields = components.length == 0
                ? rows.layout().fields()
                : Arrays.stream(components).map(rows.layout()::field).toList();
        for (Field field : fields) {
            switch (field.kind()) {
                case RECORD, REFERENCE, SEQUENCE, MAP, DOCUMENT, OPTIONAL -> throw new IllegalArgumentException(
                        field + " cannot be the value of a column: name the components that are parameters");
                default -> {
                }
            }
        }
        return fields;
    }

    /**
     * Runs a statement for each record, in batches.
     *
     * @param  <R>                      type of the records
     * @param  jdbc                     runs them
     * @param  sql                      a statement with a parameter for each of the components
     * @param  rows                     the records
     * @param  batchSize                how many of them are sent at a time, 1 or more
     * @param  components               which components the parameters are, in their order; all components if empty
     * @return                          number of affected rows, as far as the driver reports it
     * @throws IllegalArgumentException if there is no such component, or it is a record, sequence or map
     */
    public static <R extends Record> long update(JdbcOperations jdbc, String sql, RecordRows<R> rows, int batchSize,
            String... components) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1: " + batchSize);
        }
        List<Field> fields = fields(rows, components);
        long affected = 0;
        for (long first = 0; first < rows.size(); first += batchSize) {
            int count = (int) Math.min(batchSize, rows.size() - first);
            int[] results = jdbc.batchUpdate(sql, new RecordBatchSetter<>(rows, first, count, fields));
            affected += Arrays.stream(results).filter(it -> it > 0).asLongStream().sum();
        }
        return affected;
    }

    @Override
    public int getBatchSize() {
        return count;
    }

    @Override
    public void setValues(PreparedStatement statement, int index) throws SQLException {
        cursor.moveTo(first + index);
        for (int i = 0; i < fields.size(); i++) {
            set(statement, i + 1, fields.get(i));
        }
    }

    private void set(PreparedStatement statement, int parameter, Field field) throws SQLException {
        if (cursor.isNull(field)) {
            StatementCreatorUtils.setParameterValue(statement, parameter, sqlType(field.kind()), null);
            return;
        }
        switch (field.kind()) {
            case BOOLEAN -> statement.setBoolean(parameter, cursor.getBoolean(field));
            case BYTE -> statement.setByte(parameter, cursor.getByte(field));
            case SHORT -> statement.setShort(parameter, cursor.getShort(field));
            case INT -> statement.setInt(parameter, cursor.getInt(field));
            case LONG -> statement.setLong(parameter, cursor.getLong(field));
            case FLOAT -> statement.setFloat(parameter, cursor.getFloat(field));
            case DOUBLE -> statement.setDouble(parameter, cursor.getDouble(field));
            case CHAR -> statement.setString(parameter, String.valueOf(cursor.getChar(field)));
            case ENUM -> statement.setString(parameter, Objects.requireNonNull(cursor.getEnum(field)).name());
            case STRING, UTF8, UTF16 -> statement.setString(parameter, String.valueOf(cursor.get(field)));
            default -> StatementCreatorUtils.setParameterValue(statement, parameter, SqlTypeValue.TYPE_UNKNOWN,
                    jdbcValue(cursor.get(field)));
        }
    }

    /** Converts a value to a type that drivers support. */
    private static @Nullable Object jdbcValue(@Nullable Object value) {
        return switch (value) {
            case Instant it -> it.atOffset(ZoneOffset.UTC);
            case ZonedDateTime it -> it.toOffsetDateTime();
            case null, default -> value;
        };
    }

    private static int sqlType(FieldKind kind) {
        return switch (kind) {
            case BOOLEAN -> Types.BOOLEAN;
            case BYTE, SHORT -> Types.SMALLINT;
            case INT -> Types.INTEGER;
            case LONG -> Types.BIGINT;
            case FLOAT -> Types.REAL;
            case DOUBLE -> Types.DOUBLE;
            case CHAR, ENUM, STRING, UTF8, UTF16 -> Types.VARCHAR;
            default -> SqlTypeValue.TYPE_UNKNOWN;
        };
    }
}
