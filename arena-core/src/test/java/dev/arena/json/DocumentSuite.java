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

/** The documents of {@code documents.tsv}, each with the verdict that is expected. */
final class DocumentSuite {
    private DocumentSuite() {}

    /**
     * A document.
     *
     * @param verdict {@code y} if JSON, {@code n} if not, {@code i+} or {@code i-} if it is for Jackson to say
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares documents
    record Document(String verdict, String name, byte[] bytes) {
        boolean isAccepted() {
            return verdict.equals("y") || verdict.equals("i+");
        }

        @Override
        public String toString() {
            return verdict + "_" + name;
        }
    }

    static List<Document> documents() {
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
