package dev.arena.json;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;

import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if it mattered that documents in arrays are read without a parser, except for the time it takes. */
class ScanningTests {
    private static final long SEED = 20261122;

    private final Arena arena = Arena.create();
    private final ArenaJson json = ArenaJson.create();

    enum Level {
        LOW, @JsonProperty("hoch")
        HIGH, @JsonProperty("très haut")
        HIGHEST
    }

    record Inner(int x, @Nullable String name) {}

    record Sample(boolean flag, byte tiny, short small, int number, long big, float single, double real, char letter,
            @Nullable Level level, @Nullable String text, @Nullable Inner inner, @Nullable Integer boxed,
            @JsonProperty("a name that is longer than words") int lengthy, int ä) {}

    @AfterEach
    void close() {
        arena.close();
    }

    /** What comes of a document by the scanner and by the parser: records, or where something is wrong. */
    private List<String> bothWays(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        return List.of(outcome(JsonInput.of(bytes)), outcome(JsonInput.of(new ByteArrayInputStream(bytes))));
    }

    private String outcome(JsonInput in) {
        try {
            RecordVec<Sample> records = json.readRecords(in, Sample.class, arena);
            return records.toString();
        } catch (JsonDecodingException e) {
            return e.getMessage();
        }
    }

    private void assertSame(String document) {
        List<String> outcomes = bothWays(document);
        assertThat(outcomes.get(0)).as(document).isEqualTo(outcomes.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "0.0", "-0.0", "1", "-1", "127", "128", "-128", "-129", "32767", "32768", "2147483647",
            "2147483648", "-2147483648", "999999999999999999", "9223372036854775807", "9223372036854775808",
            "-9223372036854775808", "01", "-", "", "+1", ".5", "1.", "1.5", "-1.5", "0.1", "0.30000000000000004", "1e5", "1E-5",
            "1e+5", "1e", "1e400", "-1e400", "1e39", "1e-400", "5e-324", "123456789012345", "1234567890.12345",
            "12345678901.123456", "9007199254740993", "1.7976931348623157e308", "0.000000000000001", "100000000000000000000",
            "16777217", "0.1e1", "1 2", "1a", "0x1", "NaN", "\"NaN\"", "\"-Infinity\"", "\"1\"", "null", "nul", "nullx", "true",
            "false", "truex", "tru", "[]", "[1]", "{}", "{\"x\":1}", "{\"x\":1,}", "{\"x\":1,\"x\":2}", "{\"y\":[]}",
            "\"\"", "\"a\"", "\"ab\"", "\"é\"", "\"\\u00e9\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\n\"", "\"\\x\"",
            "\"LOW\"", "\"low\"", "\"hoch\"", "\"HIGH\"", "\"très haut\"", "\"L\\u004fW\"", "\"a", "\"a\u0001b\""})
    void everyValueIsTheSameInEveryField(String value) {
        for (String name : List.of("flag", "tiny", "small", "number", "big", "single", "real", "letter", "level", "text",
                "inner", "boxed", "unknown")) {
            assertSame("[{\"" + name + "\":" + value + "}]");
            assertSame("[ { \"" + name + "\" : " + value + " , \"number\" : 5 } , { } ] ");
        }
    }

    @Test
    void everyDoubleIsTheNearest() {
        var random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            String value = switch (i % 4) {
                case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                case 1 -> random.nextInt() + "." + random.nextInt(1_000_000);
                case 2 -> Long.toString(random.nextLong() >> random.nextInt(64));
                default -> random.nextInt(10) + "." + Math.abs(random.nextLong() >> random.nextInt(64));
            };
            double expected = Double.parseDouble(value);
            if (Double.isFinite(expected)) {
                byte[] document = ("[{\"real\":" + value + "}]").getBytes(StandardCharsets.UTF_8);
                assertThat(json.readRecords(JsonInput.of(document), Sample.class, arena).get(0).real())
                        .as("%s, seed %d", value, SEED).isEqualTo(expected);
                arena.reset();
            }
        }
    }

    @Test
    void namesAreFoundWhereverTheyStand() {
        String document = "[{\"a name that is longer than words\":1,\"ä\":2},{\"ä\":3,\"a name that is longer than words\":4},"
                + "{\"ä\":5}]";
        assertSame(document);
        assertThat(outcome(JsonInput.of(document.getBytes(StandardCharsets.UTF_8)))).contains("lengthy=4, ä=3")
                .contains("lengthy=0, ä=5");
        assertSame("[{\"a name that is longer than word\":1}]");
        assertSame("[{\"a name that is longer than words \":1}]");
        assertSame("[{\"t\\u0065xt\":\"a\"}]");
    }

    @Test
    void whatWasReadBeforeGivingUpIsForgotten() {
        String document = "[" + "{\"text\":\"abc\",\"number\":7,\"inner\":{\"x\":1}},".repeat(100)
                + "{\"unknown\":[1]}]";
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        RecordVec<Sample> records = json.readRecords(JsonInput.of(bytes), Sample.class, arena);
        assertThat(records.size()).isEqualTo(101);
        assertThat(records.text().byteLength()).isEqualTo(300);
        assertThat(records.get(100).number()).isZero();
        assertSame(document);
    }

    @Test
    void everyTruncatedDocumentIsTheSame() {
        String document = " [ {\"text\":\"aé\\u00e9\",\"real\":-1.25e3,\"inner\":{\"x\":1,\"name\":null},\"flag\":true} , {} ] ";
        for (int length = 0; length <= document.length(); length++) {
            assertSame(document.substring(0, length));
        }
    }

    @Test
    void bytesAroundTheDocumentAreNotRead() {
        byte[] bytes = "[{\"number\":12}]5]".getBytes(StandardCharsets.UTF_8);
        assertThat(json.readRecords(JsonInput.of(bytes, 0, 15), Sample.class, arena).get(0).number()).isEqualTo(12);
        for (int length = 0; length < 15; length++) {
            assertThat(outcome(JsonInput.of(bytes, 0, length))).as("%d bytes", length).contains("line 1");
        }
    }
}
