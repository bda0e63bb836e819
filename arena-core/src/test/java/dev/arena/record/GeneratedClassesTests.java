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

package dev.arena.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests which records have classes that a build can generate. */
public class GeneratedClassesTests {

    public record Point(int x, int y) {}

    public record Box<T>(T value) {}

    public record Around(Point at, Optional<Box<Long>> box, List<Box<String>> boxes, Map<Point, Box<Point>> byPoint) {}

    public record Node(int id, @Nullable Node next) {}

    record NotPublic(int x) {}

    public record OfNotPublic(NotPublic part, Point at) {}

    public record Changing(String name) {
        @Override
        public String name() {
            return name.strip();
        }
    }

    private static Set<String> classes(Class<? extends Record> type) {
        return RecordLayout.of(type).generatedClasses().keySet();
    }

    @Test
    void recordHasOneClass() {
        assertThat(classes(Point.class)).singleElement().asString()
                .startsWith("dev.arena.record.GeneratedCodec_");
    }

    @Test
    void classesAreAlwaysTheSame() {
        Map<String, byte[]> first = RecordLayout.of(Around.class).generatedClasses();
        RecordLayout.of(Around.class).generatedClasses()
                .forEach((name, file) -> assertThat(file).as(name).isEqualTo(first.get(name)));
    }

    @Test
    void nestedRecordsHaveClasses() {
        assertThat(classes(Around.class)).hasSize(5).containsAll(classes(Point.class));
    }

    @Test
    void recursiveRecordsHaveOneClass() {
        assertThat(classes(Node.class)).hasSize(1);
    }

    @Test
    void recordsInaccessibleToGeneratedCodeHaveNoClasses() {
        assertThat(classes(NotPublic.class)).isEmpty();
        assertThat(classes(Changing.class)).isEmpty();
        assertThat(classes(OfNotPublic.class)).isEqualTo(classes(Point.class));
    }
}
