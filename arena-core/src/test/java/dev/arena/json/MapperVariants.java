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

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Mappers with settings that are common in applications. */
final class MapperVariants {
    private MapperVariants() {}

    static Stream<JsonMapper> all() {
        return Stream.<UnaryOperator<JsonMapper.Builder>>of(
                it -> it,
                it -> it.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
                it -> it.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT),
                it -> it.enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                        .enable(DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS),
                it -> it.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS),
                it -> it.enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
                        .enable(DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT)
                        .enable(DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT)
                        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES),
                it -> it.enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES),
                it -> it.enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES),
                it -> it.withCoercionConfig(LogicalType.Float,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
                        .withCoercionConfig(LogicalType.Textual,
                                config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.TryConvert))
                        .withCoercionConfigDefaults(
                                config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull)),
                it -> it.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                        .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS),
                it -> it.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
                        .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY))
                .map(settings -> settings.apply(JsonMapper.builder()).build());
    }
}
