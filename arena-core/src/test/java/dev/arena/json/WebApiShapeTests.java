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

import java.math.BigDecimal;
import java.text.SimpleDateFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.ToStringSerializer;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that types of web APIs are read and written as by databind, with mappers as applications configure them. */
@Tag("long")
@NullUnmarked
class WebApiShapeTests {
    interface ProfileMixIn {
        @JsonIgnore
        String username();
        @JsonProperty("mail")
        Optional<String> bio();
    }

    private static Map<String, JsonMapper> mappers() {
        Map<String, JsonMapper> mappers = new LinkedHashMap<>();
        mappers.put("plain", JsonMapper.builder().build());
        mappers.put("as Jackson 2",
                JsonMapper.builder().enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build());
        mappers.put("snake case, without null",
                JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_NULL)
                                .withContentInclusion(JsonInclude.Include.NON_NULL))
                        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build());
        mappers.put("kebab case, without empty",
                JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                        .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_EMPTY)
                                .withContentInclusion(JsonInclude.Include.NON_EMPTY))
                        .build());
        mappers.put("without defaults",
                JsonMapper.builder()
                        .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_DEFAULT)
                                .withContentInclusion(JsonInclude.Include.NON_DEFAULT))
                        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build());
        mappers.put("without absent", JsonMapper.builder()
                .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_ABSENT)).build());
        mappers.put("strict",
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                                DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS).build());
        mappers.put("unknown constants are the default",
                JsonMapper.builder().enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build());
        mappers.put("unknown constants are null",
                JsonMapper.builder().enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL).build());
        mappers.put("single values", JsonMapper.builder().enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                .enable(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED).build());
        mappers.put("timestamps", JsonMapper.builder()
                .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DateTimeFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS,
                        DateTimeFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
                .build());
        mappers.put("zone", JsonMapper.builder().defaultTimeZone(TimeZone.getTimeZone("Asia/Tokyo"))
                .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE).defaultLocale(Locale.GERMANY).build());
        mappers.put("zone of the context", JsonMapper.builder().defaultTimeZone(TimeZone.getTimeZone("Europe/Berlin"))
                .enable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                        DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE, DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .build());
        mappers.put("date format",
                JsonMapper.builder().defaultDateFormat(new SimpleDateFormat("yyyy-MM-dd HH:mm:ss")).build());
        mappers.put("constants by index", JsonMapper.builder()
                .enable(EnumFeature.WRITE_ENUMS_USING_INDEX, EnumFeature.WRITE_ENUM_KEYS_USING_INDEX).build());
        mappers.put("constants in lower case", JsonMapper.builder().enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build());
        mappers.put("big numbers",
                JsonMapper.builder()
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                                DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build());
        mappers.put("big decimals", JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build());
        mappers.put("mix-in", JsonMapper.builder().addMixIn(WebApiShapes.Profile.class, ProfileMixIn.class).build());
        mappers.put("view", JsonMapper.builder().defaultView(WebApiShapes.Views.Public.class).build());
        mappers.put("view, without other properties", JsonMapper.builder().defaultView(WebApiShapes.Views.Public.class)
                .disable(MapperFeature.DEFAULT_VIEW_INCLUSION).build());
        mappers.put("fields", JsonMapper.builder()
                .changeDefaultVisibility(v -> v.withVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                        .withVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY))
                .build());
        mappers.put("without annotations", JsonMapper.builder().disable(MapperFeature.USE_ANNOTATIONS).build());
        mappers.put("empty is null",
                JsonMapper.builder()
                        .enable(DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT,
                                DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT)
                        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build());
        mappers.put("null is empty", JsonMapper.builder()
                .changeDefaultNullHandling(i -> i.withValueNulls(Nulls.AS_EMPTY, Nulls.SKIP)).build());
        mappers.put("numbers as text",
                JsonMapper.builder()
                        .addModule(new SimpleModule().addSerializer(Long.class, ToStringSerializer.instance)
                                .addSerializer(Long.TYPE, ToStringSerializer.instance)
                                .addSerializer(BigDecimal.class, ToStringSerializer.instance))
                        .build());
        mappers.put("settings of classes", JsonMapper.builder()
                .withConfigOverride(LocalDate.class, o -> o.setFormat(JsonFormat.Value.forPattern("dd/MM/yyyy")))
                .withConfigOverride(Map.class,
                        o -> o.setInclude(JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY,
                                JsonInclude.Include.NON_EMPTY)))
                .withConfigOverride(BigDecimal.class,
                        o -> o.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
                .build());
        mappers.put("ordered",
                JsonMapper.builder().enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build());
        mappers.put("without empty arrays",
                JsonMapper.builder().disable(SerializationFeature.WRITE_EMPTY_JSON_ARRAYS).build());
        mappers.put("explicit creators",
                JsonMapper.builder().disable(MapperFeature.INFER_CREATOR_FROM_CONSTRUCTOR_PROPERTIES).build());
        return mappers;
    }

    static Stream<Class<?>> types() {
        return WebApiShapes.DOCUMENTS.keySet().stream();
    }

    /**
     * Returns the documents, their output by the mapper, and each one with a member that is missing, null, empty, or in an
     * array.
     */
    private static List<String> variants(List<String> documents, JavaType type, JsonMapper mapper) {
        List<String> variants = new ArrayList<>(documents);
        for (String document : documents) {
            try {
                variants.add(mapper.writeValueAsString(mapper.<Object>readValue(document, type)));
            } catch (JacksonException e) {
                // then there is no output to add
            }
            ObjectNode whole = (ObjectNode) JsonMapper.shared().readTree(document);
            for (String name : whole.propertyNames()) {
                variants.add(whole.deepCopy().without(Set.of(name)).toString());
                variants.add(whole.deepCopy().putNull(name).toString());
                variants.add(whole.deepCopy().put(name, "").toString());
                ObjectNode inArray = whole.deepCopy();
                inArray.putArray(name).add(whole.get(name));
                variants.add(inArray.toString());
            }
        }
        return variants;
    }

    @ParameterizedTest
    @MethodSource("types")
    void documentsAreReadAndWrittenAsByDatabind(Class<?> record) {
        mappers().forEach((setting, mapper) -> {
            var oracle = new DatabindOracle(mapper);
            JavaType type = mapper.constructType(record);
            for (String document : variants(WebApiShapes.DOCUMENTS.get(record), type, mapper)) {
                assertThat(oracle.differenceInReading(document, type)).as("%s: %s", setting, document).isNull();
            }
        });
    }
}
