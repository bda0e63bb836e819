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

import java.lang.reflect.ParameterizedType;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.SimpleTypeConverter;
import org.springframework.beans.TypeConverter;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.support.JdbcUtils;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.collect.RecordVec;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8String;

/**
 * Reads the rows of a query into a {@link RecordVec}, without creating an object for each row.
 *
 * <p>Each component is read from the column of the same name, or of the name with underscores, ignoring case. This is the
 * rule of {@link org.springframework.jdbc.core.DataClassRowMapper}. Every component needs a column. Other columns are
 * ignored. The value is requested in the type of the component. If the driver returns another type, a
 * {@link DefaultConversionService} converts the value. A component that is an array, a list or a set can have a column of an
 * SQL array type.
 *
 * <p>Create an extractor for each query, because the arena belongs to the current work:
 *
 * <pre>{@code
 * RecordVec<Reading> readings = jdbcClient.sql("select * from reading").query(
 *         new RecordVecExtractor<>(arena, Reading.class));
 * }</pre>
 *
 * @param <R> type of the records
 * @since 0.1.0
 */
public final class RecordVecExtractor<R extends Record> implements ResultSetExtractor<RecordVec<R>> {

    /** Number of rows that a driver fetches at a time. With this number, round trips to the server take little of the time. */
    private static final int DEFAULT_FETCH_SIZE = 1000;

    private static final Log LOG = LogFactory.getLog(RecordVecExtractor.class);

    private final Arena arena;
    private final RecordLayout<R> layout;
    private final int fetchSize;

    /**
     * An extractor that fetches 1,000 rows at a time.
     *
     * @param arena takes the rows
     * @param type  class of the records
     */
    public RecordVecExtractor(Arena arena, Class<R> type) {
        this(arena, RecordLayout.of(type), DEFAULT_FETCH_SIZE);
    }

    /**
     * An extractor.
     *
     * @param arena     takes the rows
     * @param layout    how records are laid out
     * @param fetchSize number of rows that the driver fetches at a time, or 0 for the default of the driver. Some drivers
     *                  need the size on the statement, as {@link org.springframework.jdbc.core.JdbcTemplate#setFetchSize}
     *                  sets it
     */
    public RecordVecExtractor(Arena arena, RecordLayout<R> layout, int fetchSize) {
        if (fetchSize < 0) {
            throw new IllegalArgumentException("fetchSize must not be negative: " + fetchSize);
        }
        this.arena = arena;
        this.layout = layout;
        this.fetchSize = fetchSize;
    }

    /**
     * Reads all rows.
     *
     * @throws dev.arena.ArenaExhaustedException   if they do not fit in the arena
     * @throws InvalidDataAccessApiUsageException if a component has no column
     * @throws DataRetrievalFailureException       if a value cannot become that of its component, or if the constructor of the
     *                                             record rejects a row; the message names the row, and the column
     */
    @Override
    public RecordVec<R> extractData(ResultSet results) throws SQLException {
        setFetchSize(results);
        ColumnReader[] columns = columns(results.getMetaData());
        var rows = new RecordVec<>(arena, layout, 0);
        while (results.next()) {
            long row = rows.addRow();
            for (ColumnReader column : columns) {
                try {
                    column.read(results, rows, row);
                } catch (ArenaExhaustedException e) {
                    throw e;
                } catch (SQLException | RuntimeException e) { // converters and drivers throw many types
                    throw new DataRetrievalFailureException(
                            "The value of row " + rows.size() + ", column " + column.label()
                                    + " cannot be converted to " + column.field().type().getSimpleName(),
                            e);
                }
            }
            if (!layout.hasPlainConstructor()) {
                construct(rows);
            }
        }
        return rows;
    }

    /** Only a hint. Some drivers reject it, for example if it is larger than the maximum number of rows of the statement. */
    private void setFetchSize(ResultSet results) {
        if (fetchSize > 0) {
            try {
                results.setFetchSize(fetchSize);
            } catch (SQLException e) {
                LOG.debug("The driver rejects the fetch size " + fetchSize, e);
            }
        }
    }

    /** Calls the constructor for the last row, because it can change or reject values. */
    private void construct(RecordVec<R> rows) {
        long last = rows.size() - 1;
        try {
            rows.set(last, rows.get(last));
        } catch (ArenaExhaustedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DataRetrievalFailureException(
                    "The constructor of " + layout.type().getSimpleName() + " rejects row " + rows.size(), e);
        }
    }

    /** An array, because an iterator for each row would be garbage. */
    private ColumnReader[] columns(ResultSetMetaData metadata) throws SQLException {
        Map<String, Integer> byLabel = new LinkedHashMap<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            byLabel.putIfAbsent(label(metadata, i), i);
        }
        TypeConverter converter = converter();
        List<ColumnReader> columns = new ArrayList<>();
        for (Field field : layout.fields()) {
            String underscored = JdbcUtils.convertPropertyNameToUnderscoreName(field.name());
            Integer index = byLabel.getOrDefault(field.name().toLowerCase(Locale.ROOT), byLabel.get(underscored));
            if (index == null) {
                throw new InvalidDataAccessApiUsageException("There is no column " + field.name() + " or " + underscored
                        + " for record " + layout.type().getName() + ". The columns are " + byLabel.keySet());
            }
            columns.add(new ColumnReader(field, index, label(metadata, index), converter, descriptor(field)));
        }
        return columns.toArray(ColumnReader[]::new);
    }

    private static String label(ResultSetMetaData metadata, int index) throws SQLException {
        return JdbcUtils.lookupColumnName(metadata, index).toLowerCase(Locale.ROOT);
    }

    private static TypeConverter converter() {
        var converter = new SimpleTypeConverter();
        converter.setConversionService(DefaultConversionService.getSharedInstance());
        return converter;
    }

    /** Returns the type with its type arguments, to which elements are converted; null if the type has none. */
    private static @Nullable TypeDescriptor descriptor(Field field) {
        return field.genericType() instanceof ParameterizedType type
                ? new TypeDescriptor(ResolvableType.forType(type), null, null)
                : null;
    }

    /** Reads one column into its component. */
    private record ColumnReader(Field field, int index, String label, TypeConverter converter,
            @Nullable TypeDescriptor generic) {

        void read(ResultSet results, RecordVec<?> rows, long row) throws SQLException {
            switch (field.kind()) {
                case BOOLEAN -> field.setBoolean(rows.rows(), row, results.getBoolean(index));
                case BYTE -> field.setByte(rows.rows(), row, results.getByte(index));
                case SHORT -> field.setShort(rows.rows(), row, results.getShort(index));
                case INT -> field.setInt(rows.rows(), row, results.getInt(index));
                case LONG -> field.setLong(rows.rows(), row, results.getLong(index));
                case FLOAT -> field.setFloat(rows.rows(), row, results.getFloat(index));
                case DOUBLE -> field.setDouble(rows.rows(), row, results.getDouble(index));
                default -> {
                    setValue(rows, row, value(results));
                    return;
                }
            }
            if (results.wasNull()) {
                setValue(rows, row, null);
            }
        }

        private @Nullable Object value(ResultSet results) throws SQLException {
            Class<?> type = field.type() == Utf8String.class ? String.class : field.type();
            Object value = JdbcUtils.getResultSetValue(results, index, type);
            if (value instanceof Array array) {
                value = array.getArray();
            }
            if (generic != null) {
                return converter.convertIfNecessary(value, type, generic);
            }
            return type.isInstance(value) ? value : converter.convertIfNecessary(value, type);
        }

        private void setValue(RecordVec<?> rows, long row, @Nullable Object value) {
            if (value == null && !field.nullable()) {
                throw new IllegalArgumentException("The value is null");
            }
            field.setValue(rows.rows(), row, value, rows.layout().hasText() ? rows.text() : null);
        }
    }
}
