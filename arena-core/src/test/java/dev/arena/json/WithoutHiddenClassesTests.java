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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a runtime that cannot define classes reads and writes the same as any other one. */
@Tag("long")
class WithoutHiddenClassesTests {
    private static final String CODEC = "dev.arena.record.GeneratedCodec_";
    private static final String DECODER = "dev.arena.json.GeneratedMemberDecoder_";
    private static final String FIELDS = "dev.arena.json.GeneratedRowFields_";

    @TempDir
    private Path generated;

    @Test
    void nothingIsGenerated() throws Exception {
        Set<String> loaded = ReloadedLibrary.run(generated, "thorough", "json.ShapeTests",
                "json.DatabindAgreementTests", "json.ConstructorTests", "json.UnusualRecordTests",
                "json.AnnotationTests", "json.RecordDecodingTests",
                "json.JsonEncodeTests", "record.RecordRoundTripTests", "record.RecordLayoutTests",
                "record.ComponentKindsTests", "record.FieldTests", "collect.RecordVecTests");
        assertThat(loaded).contains("dev.arena.record.InterpretedCodec", "dev.arena.json.InterpretedMemberDecoder");
    }

    /** Types of real applications, with two mappers that differ from the one of the generation. */
    @Test
    void classesAreGeneratedAheadOfTime() throws Exception {
        ArenaJson json = ArenaJson.of(JsonMapper.builder().build());
        Set<String> written = new TreeSet<>();
        for (ShapeTests.Shape shape : ShapeTests.shapes().toList()) {
            Map<String, byte[]> classes = json.generatedClasses(shape.type());
            write(classes);
            written.addAll(classes.keySet());
        }
        Set<String> loaded = ReloadedLibrary.run(generated, "none", "json.ShapeTests");
        for (String prefix : List.of(CODEC, DECODER, FIELDS)) {
            List<String> names = written.stream().filter(it -> it.startsWith(prefix)).toList();
            assertThat(names).as(prefix).hasSizeGreaterThan(20);
            assertThat(loaded).containsAll(names);
        }
    }

    private void write(Map<String, byte[]> classes) throws IOException {
        for (Map.Entry<String, byte[]> each : classes.entrySet()) {
            Path file = generated.resolve(each.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
    }
}
