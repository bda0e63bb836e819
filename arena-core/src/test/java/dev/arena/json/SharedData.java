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

import static org.junit.jupiter.api.Assumptions.abort;

/** Documents in {@code shared/data}, beside the repository. */
public final class SharedData {
    private SharedData() {}

    /** Returns the content of a file, or skips the calling test if it does not exist. */
    public static byte[] read(String name) throws IOException {
        Path start = Path.of("").toAbsolutePath();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            Path file = directory.resolveSibling("shared").resolve("data").resolve(name);
            if (Files.isReadable(file)) {
                return Files.readAllBytes(file);
            }
        }
        return abort("there is no shared/data/" + name + " beside " + start + " or a directory above it");
    }
}
