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

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The documents of {@code documents.tsv}, with their expected results. */
public final class DocumentSuite {
    private DocumentSuite() {}

    /**
     * A document.
     *
     * @param verdict {@code y} for JSON, {@code n} for other text, {@code i+} or {@code i-} if Jackson decides
     */
    @SuppressWarnings("ArrayRecordComponent") // documents are never compared
    public record Document(String verdict, String name, byte[] bytes) {
        public boolean isAccepted() {
            return verdict.equals("y") || verdict.equals("i+");
        }

        @Override
        public String toString() {
            return verdict + "_" + name;
        }
    }

    public static List<Document> documents() {
        InputStream stream = Objects.requireNonNull(DocumentSuite.class.getResourceAsStream("documents.tsv"));
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            return lines.lines().filter(line -> !line.startsWith("#")).map(DocumentSuite::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document parse(String line) {
        String[] parts = line.split("\t", 3);
        var bytes = new ByteArrayOutputStream();
        String text = parts[2];
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '~') {
                bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                i += 3;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return new Document(parts[0], parts[1], bytes.toByteArray());
    }
}
