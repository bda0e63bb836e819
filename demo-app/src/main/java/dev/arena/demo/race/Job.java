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

package dev.arena.demo.race;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Work that both engines can do, and its requests. */
enum Job {
    /** Aggregate measurements. */
    @JsonProperty("measurements")
    MEASUREMENTS("/api/measurements", "", "text/plain", 100_000),

    /**
     * Decodes JSON readings and adds them up. It does not store the readings, because validation and the database would take
     * most of the time, and the same time for both engines.
     */
    @JsonProperty("readings")
    READINGS("/api/readings/summary", "", "application/json", 10_000),

    /** Does the same, and waits before the response, like a service that calls another one. */
    @JsonProperty("hold")
    HOLD("/api/readings/held", "&millis=200", "application/json", 10_000),

    /** Export readings as CSV. */
    @JsonProperty("export")
    EXPORT("/api/readings.csv", "&sample=", null, 100_000);

    private final String path;
    private final String parameters;
    private final @Nullable String bodyType;
    private final int mostRows;

    Job(String path, String parameters, @Nullable String bodyType, int mostRows) {
        this.path = path;
        this.parameters = parameters;
        this.bodyType = bodyType;
        this.mostRows = mostRows;
    }

    String path() {
        return path;
    }

    /** Returns the request target for {@code rows} rows. */
    String target(Engine engine, int rows) {
        String target = path + "?engine=" + engine.parameter() + parameters;
        return bodyType == null ? target + rows : target;
    }

    /** Content type of the request body, or null for a job that receives rows. */
    @Nullable
    String bodyType() {
        return bodyType;
    }

    /** Maximum number of rows of one request. */
    int mostRows() {
        return mostRows;
    }
}
