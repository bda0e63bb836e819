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

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that random record types are read and written as by databind. */
class RandomTypeTests {
    private static final long SEED = Long.getLong("arena.types.seed", 20261129);
    private static final int TYPES = Integer.getInteger("arena.types", 400);

    @Test
    void randomTypesAreReadAndWrittenAsByDatabind() {
        List<JsonMapper> mappers = MapperVariants.all().toList();
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < TYPES; i++) {
            var random = new Random(SEED + i);
            JavaType type = RandomTypes.record(random);
            JsonMapper mapper = mappers.get(random.nextInt(3) == 0 ? random.nextInt(mappers.size()) : 0);
            var oracle = new DatabindOracle(mapper);
            for (int round = 0; round < 6; round++) {
                String document = RandomTypes.json(type, random);
                if (!document.startsWith("{")) {
                    continue;
                }
                String changed = round < 3 ? document : ChangedJson.of(mappers.getFirst().readTree(document), random);
                String difference;
                try {
                    difference = oracle.differenceInReading(changed, type);
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + (SEED + i) + ", " + type.toCanonical() + ": " + changed, e);
                }
                if (difference != null) {
                    differences
                            .add("seed " + (SEED + i) + ", " + type.toCanonical() + ": " + changed + "\n" + difference);
                }
            }
        }
        assertThat(differences).isEmpty();
    }
}
