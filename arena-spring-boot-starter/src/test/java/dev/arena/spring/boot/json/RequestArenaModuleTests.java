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

import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.OverridingClassLoader;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.json.ArenaJson;
import dev.arena.json.ArenaModule;

import static org.assertj.core.api.Assertions.assertThat;

class RequestArenaModuleTests {

    /** Each application with the starter pays for these classes when it starts. */
    @Test
    void mapperOfOrdinaryObjectsShouldLoadNoArenaTypes() {
        Set<String> loaded = new TreeSet<>();
        var loader = new OverridingClassLoader(getClass().getClassLoader()) {
            @Override
            protected boolean isEligibleForOverriding(String name) {
                return name.startsWith("dev.arena.");
            }

            @Override
            protected @Nullable Class<?> loadClassForOverriding(String name) throws ClassNotFoundException {
                loaded.add(name);
                return super.loadClassForOverriding(name);
            }
        };
        JsonMapper mapper = JsonMapper.builder().addModules(MapperBuilder.findModules(loader)).build();
        var detail = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "no");
        assertThat(mapper.readValue(mapper.writeValueAsString(detail), ProblemDetail.class)).isEqualTo(detail);
        assertThat(loaded).containsExactly(Arena.class.getName(), "dev.arena.json.ArenaDeserializers",
                ArenaJson.class.getName(), ArenaModule.class.getName(), "dev.arena.json.ArenaRootNames",
                "dev.arena.json.ArenaSerializers", RequestArenaModule.class.getName());
    }
}
