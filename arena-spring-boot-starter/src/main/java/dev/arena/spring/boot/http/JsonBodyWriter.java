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

package dev.arena.spring.boot.http;

import java.io.OutputStream;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StreamUtils;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.json.ArenaJson;
import dev.arena.json.JsonOutput;

/** Writes values as JSON. It writes the types of {@link BodyType} from arena memory. The mapper writes all other types. */
final class JsonBodyWriter {
    private final ArenaJson json;

    /**
     * Whether the mapper writes JSON in the usual way, so that only its settings for records matter; null if not yet
     * determined.
     */
    private volatile @Nullable Boolean isPlain;

    JsonBodyWriter(ArenaJson json) {
        this.json = json;
    }

    /** Writes a value as one document. */
    void write(Object value, OutputStream out, @Nullable Map<String, Object> hints) {
        ArenaJson inView = JsonViews.apply(json, hints);
        if (JsonBody.isWritable(value.getClass(), false) && isPlain()) {
            inView.write(value, JsonOutput.of(out));
        } else {
            inView.mapper().writer().writeValue(StreamUtils.nonClosing(out), value);
        }
    }

    /** Writes a value as lines, one for each element. */
    void writeLines(Object value, OutputStream out, @Nullable Map<String, Object> hints) {
        JsonViews.apply(json, hints).writeLines(value, out);
    }

    private boolean isPlain() {
        Boolean known = isPlain;
        if (known == null) {
            known = isPlain(json.mapper());
            isPlain = known;
        }
        return known;
    }

    private static boolean isPlain(JsonMapper mapper) {
        if (mapper.isEnabled(SerializationFeature.INDENT_OUTPUT)) {
            return false;
        }
        for (JsonWriteFeature feature : JsonWriteFeature.values()) {
            if (mapper.isEnabled(feature) != feature.enabledByDefault()) {
                return false;
            }
        }
        return true;
    }
}
