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

package dev.arena.spring.boot.json;

import java.util.function.Supplier;

import tools.jackson.databind.json.JsonMapper;

import dev.arena.json.ArenaJson;
import dev.arena.json.ArenaJsonBuilder;
import dev.arena.json.JsonLimits;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.PropertyRanges;

/** Creates an {@link ArenaJson} from the properties. It checks the limits in advance, to name the property in the message. */
final class JsonConfigurer {

    private JsonConfigurer() {}

    static ArenaJson configure(ArenaProperties.Json properties, Supplier<JsonMapper> mapper) {
        var limits = new JsonLimits((int) atLeastOne("max-depth", properties.getMaxDepth()),
                atLeastOne("max-array-length", properties.getMaxArrayLength()),
                atLeastOne("max-object-length", properties.getMaxObjectLength()),
                (int) atLeastOne("max-string-length", properties.getMaxStringLength()),
                atLeastOne("max-values", properties.getMaxValues()));
        ArenaJsonBuilder builder = ArenaJson.builder().limits(limits).mapper(mapper);
        Boolean failOnUnknownFields = properties.getFailOnUnknownFields();
        if (failOnUnknownFields != null) {
            builder.failOnUnknownFields(failOnUnknownFields);
        }
        return builder.build();
    }

    private static long atLeastOne(String name, long value) {
        return PropertyRanges.atLeastOne("arena.json." + name, value);
    }
}
