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

package dev.arena.json;

import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.ConfigOverrides;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.SerializationContextExt;

import dev.arena.json.token.Utf8JsonFactory;
import dev.arena.json.token.Utf8JsonWriter;

/** A mapper, and the factory of its parsers and generators. The parsers enforce the limits of documents. */
final class BoundMapper {
    private static final JsonSetter.Value KEEPS_NULLS = JsonSetter.Value.construct(Nulls.SET, Nulls.SET);
    private static final JsonInclude.Value WRITES_ALL = JsonInclude.Value.construct(JsonInclude.Include.ALWAYS,
            JsonInclude.Include.ALWAYS);

    /** The classes with which databind looks up its settings for containers. */
    private static final List<Class<?>> CONTAINERS = List.of(Map.class, List.class, Collection.class, EnumSet.class,
            Iterable.class, Object[].class, String[].class, boolean[].class, short[].class, int[].class, long[].class,
            float[].class, double[].class);
    private static final Set<Class<?>> TIMES = Set.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class,
            LocalDateTime.class, LocalDate.class, LocalTime.class, OffsetTime.class, Year.class, YearMonth.class,
            MonthDay.class, Duration.class, Period.class, Date.class, Calendar.class);
    private static final JsonFormat.Value EVERY_ELEMENT = JsonFormat.Value.empty()
            .withoutFeature(JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
            .withoutFeature(JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES);
    private static final JsonFormat.Value TEXT = EVERY_ELEMENT.withShape(JsonFormat.Shape.STRING);

    private final JsonMapper mapper;
    private final Utf8JsonFactory factory;
    private final Utf8JsonFactory documentFactory;
    private final ParserConstraints constraints;
    private final boolean isStandard;
    private final SerializationContextExt writeSettings;
    private final boolean writesPlain;
    private final JsonDocuments documents;
    private final boolean failsOnTrailingTokens;
    private final @Nullable Nulls contentNulls;
    private final ClassValue<Boolean> readByDatabind = evaluated(this::hasSettingsForReading);
    private final ClassValue<Boolean> writtenAsCopy = evaluated(
            kind -> PartSettings.changeWriting(null, kind, writeContext()));
    private final boolean unwraps;
    private final boolean wraps;
    private volatile @Nullable JsonMapper componentMapper;

    /**
     * Binds a mapper.
     *
     * @param mapper defines the JSON form of values, and the features of parsers and generators
     * @param limits limits of documents
     */
    BoundMapper(JsonMapper mapper, JsonLimits limits) {
        JsonFactory unlimited = mapper.tokenStreamFactory();
        int depth = Math.max(limits.maxDepth(), unlimited.streamWriteConstraints().getMaxNestingDepth());
        this.mapper = mapper;
        this.failsOnTrailingTokens = mapper.isEnabled(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.constraints = new ParserConstraints(limits, unlimited.streamReadConstraints());
        this.factory = new Utf8JsonFactory(unlimited.rebuild()
                .streamReadConstraints(constraints)
                .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(depth).build())
                .rootValueSeparator("\n"));
        this.documentFactory = new Utf8JsonFactory(JsonFactory.builder()
                .streamReadConstraints(constraints)
                .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(depth).build())
                .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS));
        this.unwraps = readContext().getConfig().useRootWrapping();
        this.contentNulls = readContext().getConfig().getDefaultNullHandling().getContentNulls();
        this.isStandard = factory.isStandard(readContext()) && !constraints.hasMaxDocumentLength() && !unwraps;
        this.writeSettings = writeContext();
        this.wraps = writeSettings.getConfig().useRootWrapping();
        this.writesPlain = writesPlain(factory, writeSettings);
        this.documents = new JsonDocuments(() -> this);
    }

    JsonMapper mapper() {
        return mapper;
    }

    /** Returns the mapper's factory with the limits of documents. */
    JsonFactory factory() {
        return factory;
    }

    /** Returns the factory for documents in rows, which no client sees: nothing of the application decorates or escapes them. */
    JsonFactory documentFactory() {
        return documentFactory;
    }

    ParserConstraints constraints() {
        return constraints;
    }

    /** Whether documents are strict JSON, without mapper features that change the accepted input. */
    boolean isStandard() {
        return isStandard;
    }

    /** Whether databind reads a document of an arena type, because the mapper has settings for it. */
    boolean readsByDatabind(Class<?> type) {
        return readByDatabind.get(type);
    }

    private boolean hasSettingsForReading(HeapCopy.Kind kind) {
        return (kind.isContainer() && !PartSettings.keepNulls(contentNulls))
                || PartSettings.changeReading(null, kind, readContext());
    }

    /** Whether databind writes a copy of a document of an arena type, because the mapper has settings for it. */
    boolean writesCopies(Class<?> type) {
        return writtenAsCopy.get(type);
    }

    private static ClassValue<Boolean> evaluated(Predicate<HeapCopy.Kind> condition) {
        return new ClassValue<>() {
            @Override
            protected Boolean computeValue(Class<?> type) {
                HeapCopy.Kind kind = HeapCopy.kind(type);
                return kind != null && condition.test(kind);
            }
        };
    }

    /** Whether null elements and members are left out. */
    boolean skipsNulls() {
        return contentNulls == Nulls.SKIP;
    }

    private static boolean writesPlain(JsonFactory factory, ObjectWriteContext settings) {
        try (JsonGenerator generator = factory.createGenerator(settings, OutputStream.nullOutputStream())) {
            return generator instanceof Utf8JsonWriter writer && writer.isPlain();
        }
    }

    /** Whether generators of UTF-8 have the default settings, which plain objects require. */
    boolean writesPlain() {
        return writesPlain;
    }

    /** Context for creating a generator that databind does not write with. Only its settings are used. */
    SerializationContext writeSettings() {
        return writeSettings;
    }

    /** Stores values without a layout. */
    JsonDocuments documents() {
        return documents;
    }

    /** Returns the name of the only member of the object that wraps a value of this type; null if values are not wrapped. */
    @Nullable
    String wrapperName(Class<?> type) {
        if (!unwraps) {
            return null;
        }
        DeserializationContextExt context = readContext();
        return context.getConfig().findRootName(context, type).getSimpleName();
    }

    /** Returns the same name for writing. */
    @Nullable
    SerializableString writtenWrapperName(Class<?> type) {
        if (!wraps) {
            return null;
        }
        SerializationContextExt context = writeContext();
        return context.getConfig().findRootName(context, type).simpleAsEncoded(context.getConfig());
    }

    /** Whether content after a value is an error. */
    boolean failsOnTrailingTokens() {
        return failsOnTrailingTokens;
    }

    /**
     * Returns the context for writing a component without a layout. It ignores the settings of the mapper that only change the
     * output for clients, so that the component can be read again.
     */
    SerializationContextExt componentContext() {
        return componentMapper()._serializationContext();
    }

    private JsonMapper componentMapper() {
        JsonMapper known = componentMapper;
        if (known == null) {
            known = ComponentScalars.rebuild(mapper)
                    .enable(SerializationFeature.WRITE_EMPTY_JSON_ARRAYS)
                    .disable(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED,
                            SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
                    .configure(EnumFeature.WRITE_ENUMS_USING_TO_STRING,
                            mapper.isEnabled(EnumFeature.READ_ENUMS_USING_TO_STRING))
                    .disable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE, EnumFeature.WRITE_ENUMS_USING_INDEX,
                            EnumFeature.WRITE_ENUM_KEYS_USING_INDEX, EnumFeature.READ_ENUM_KEYS_USING_INDEX,
                            EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
                            DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE,
                            DateTimeFeature.TRUNCATE_TO_MSECS_ON_WRITE)
                    .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS, JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS)
                    .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .enable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(MapperFeature.USE_STATIC_TYPING)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES) // getters write what nothing reads
                    .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                            DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT,
                            DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT) // added values can contain these
                    .enable(JsonWriteFeature.QUOTE_PROPERTY_NAMES)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .changeDefaultPropertyInclusion(_ -> WRITES_ALL)
                    .changeDefaultNullHandling(_ -> KEEPS_NULLS)
                    .withAllConfigOverrides(BoundMapper::keepAll)
                    .annotationIntrospector(
                            keepingAll(mapper.deserializationConfig().getAnnotationIntrospector()))
                    .build();
            componentMapper = known;
        }
        return known;
    }

    private static AnnotationIntrospector keepingAll(AnnotationIntrospector annotations) {
        return AnnotationIntrospector.pair(new KeptValues(annotations), annotations);
    }

    /** Replaces the application's settings for classes that could leave out a value, or write a value that is read as another. */
    private static void keepAll(ConfigOverrides settings) {
        CONTAINERS.forEach(type -> settings.findOrCreateOverride(type).setFormat(JsonFormat.Value.empty())
                .setInclude(WRITES_ALL).setNullHandling(KEEPS_NULLS));
        TIMES.forEach(type -> settings.findOrCreateOverride(type).setFormat(TEXT));
    }

    /**
     * Makes a null in a component mean null, whatever the mapper and annotations make of it in the input of clients, and writes
     * the values that annotations leave out. Only absent values stay absent, as null may be another value of their class. Formats
     * do not apply if a value can be read as another one.
     */
    private static final class KeptValues extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        private final AnnotationIntrospector annotations;

        KeptValues(AnnotationIntrospector annotations) {
            this.annotations = annotations;
        }

        @Override
        public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
            return KEEPS_NULLS;
        }

        @Override
        public JsonFormat.@Nullable Value findFormat(MapperConfig<?> config, Annotated annotated) {
            if (annotations.findFormat(config, annotated) == null) {
                return null;
            }
            JavaType type = annotated.getType();
            while (type.getContentType() != null) {
                type = type.getContentType();
            }
            return TIMES.contains(type.getRawClass()) ? TEXT : EVERY_ELEMENT;
        }

        @Override
        public JsonInclude.Value findPropertyInclusion(MapperConfig<?> config, Annotated annotated) {
            JsonInclude.Value known = annotations.findPropertyInclusion(config, annotated);
            return known.getValueInclusion() == JsonInclude.Include.NON_ABSENT ? known : WRITES_ALL;
        }
    }

    /** Returns the context for reading a component that {@link #componentContext()} has written. */
    DeserializationContextExt componentReadContext() {
        return componentMapper()._deserializationContext();
    }

    /** Returns the context for reading a document. */
    DeserializationContextExt readContext() {
        return mapper._deserializationContext();
    }

    /** Returns the context for writing a document. */
    SerializationContextExt writeContext() {
        return mapper._serializationContext();
    }
}
