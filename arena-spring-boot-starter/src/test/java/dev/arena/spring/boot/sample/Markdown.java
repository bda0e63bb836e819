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

package dev.arena.spring.boot.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The content of a Markdown document. */
record Markdown(String text) {

    static Markdown of(String path) {
        return new Markdown(read(Path.of(path)));
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the code blocks in a language. */
    List<String> blocks(String language) {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(text).results()
                .map(block -> block.group(1)).toList();
    }

    /** Returns the anchors of its headings. */
    List<String> anchors() {
        return Pattern.compile("(?m)^#+ (.*)$").matcher(text).results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** Returns the rows of the tables below a heading, by their first cell without backquotes. */
    Map<String, List<String>> table(String heading) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : section(heading).lines().filter(it -> it.startsWith("| `")).toList()) {
            List<String> cells = new ArrayList<>();
            for (String cell : line.substring(1, line.length() - 1).split("(?<!\\\\)\\|", -1)) {
                cells.add(cell.strip().replace("`", ""));
            }
            if (rows.put(cells.getFirst(), cells) != null) {
                throw new IllegalStateException(cells.getFirst() + " is there twice");
            }
        }
        return rows;
    }

    private String section(String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new IllegalStateException("no section " + heading);
        }
        int end = text.indexOf("\n## ", start + 1);
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }
}
