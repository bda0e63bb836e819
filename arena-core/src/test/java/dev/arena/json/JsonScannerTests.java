package dev.arena.json;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;

/** The scanner reads less than the parser, but what it reads it must read as the parser does. */
class JsonScannerTests {
    private static final int DOCUMENTS = 3000;
    private static final int DAMAGES = 12;

    /** Each with something of which a parser could think otherwise. */
    private static final String DAMAGE = "{}[]\",:\\/ue01.-+E \n\t\0\u001f\u007f\u0080\u00bf\u00c0\u00c2\u00e0\u00ed\u00f0\u00f4\u00ff";

    private final ArenaJson json = ArenaJson.create();
    private final JsonFactory factory = new JsonFactory();

    private static @Nullable JsonValue scan(byte[] document, Arena arena) {
        return JsonScanner.scan(document, 0, document.length, arena, JsonLimits.DEFAULTS);
    }

    private JsonValue parse(byte[] document, Arena arena) {
        try (var parser = factory.createParser(ObjectReadContext.empty(), document)) {
            JsonValue value = json.readValue(JsonInput.of(parser), arena);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("there is more");
            }
            return value;
        }
    }

    @Test
    void wellFormedDocumentsAreScanned() {
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            byte[] document = ("[" + RandomJson.document(seed, true) + "] ").getBytes(StandardCharsets.UTF_8);
            try (Arena arena = Arena.create()) {
                JsonValue scanned = scan(document, arena);
                assertThat(scanned).as("seed %d", seed).isNotNull().isEqualTo(parse(document, arena));
            }
        }
    }

    /** Would fail if something were read that the parser refuses or reads otherwise. */
    @Test
    void damagedDocumentsAreReadAsTheParserReadsThemOrNotAtAll() {
        int accepted = 0;
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            byte[] whole = ("[" + RandomJson.document(seed, true) + "]").getBytes(StandardCharsets.UTF_8);
            var random = new Random(seed);
            for (int i = 0; i < DAMAGES; i++) {
                byte[] document = damaged(whole, random);
                try (Arena arena = Arena.create()) {
                    JsonValue scanned = scan(document, arena);
                    if (scanned != null) {
                        accepted++;
                        assertThat(scanned).as("seed %d, damage %d", seed, i).isEqualTo(parse(document, arena));
                    }
                }
            }
        }
        assertThat(accepted).isBetween(DOCUMENTS, DOCUMENTS * (DAMAGES - 1));
    }

    private static byte[] damaged(byte[] whole, Random random) {
        int at = random.nextInt(whole.length);
        if (random.nextInt(8) == 0) {
            return java.util.Arrays.copyOf(whole, at);
        }
        byte[] damaged = whole.clone();
        damaged[at] = (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
        return damaged;
    }

    @Test
    void sequencesOfTwoToFourBytesAreScannedIfTheyAreUtf8() {
        try (Arena arena = Arena.create()) {
            for (int first = 0xC0; first <= 0xFF; first++) {
                for (int second = 0x70; second <= 0xFF; second++) {
                    for (int length = 2; length <= 4; length++) {
                        requireScannedIfUtf8(first, second, length, arena);
                    }
                }
                arena.reset();
            }
        }
    }

    /** At the end of the document, where words of several bytes are no more read, and long before it. */
    private static void requireScannedIfUtf8(int first, int second, int length, Arena arena) {
        byte[] text = new byte[length];
        java.util.Arrays.fill(text, (byte) 0xA5);
        text[0] = (byte) first;
        text[1] = (byte) second;
        String decoded = new String(text, StandardCharsets.UTF_8);
        boolean valid = decoded.indexOf('\uFFFD') < 0;
        for (String rest : new String[]{"\"]", "\"                  ]"}) {
            byte[] document = ("[\"" + "x".repeat(length) + rest).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(text, 0, document, 2, length);
            JsonValue scanned = scan(document, arena);
            assertThat(scanned != null).as("%x %x, length %d", first, second, length).isEqualTo(valid);
            if (scanned != null) {
                assertThat(scanned.get(0).asText().toString()).isEqualTo(decoded);
            }
        }
    }

    @Test
    void whatTheGrammarDoesNotKnowIsLeftToTheParser() {
        try (Arena arena = Arena.create()) {
            for (String document : new String[]{"", "1", "  ", "[", "[1", "[1,]", "[,1]", "[1 2]", "{\"a\"}",
                    "{\"a\":}", "{\"a\":1,}",
                    "{,}", "{1:2}", "[01]", "[-]", "[-01]", "[1.]", "[.5]", "[1e]", "[1e+]", "[+1]", "[tru]", "[truE]",
                    "[nulll]",
                    "[NaN]", "[\"a\nb\"]", "[\"\\x\"]", "[\"\\u12g4\"]", "[\"\\ud800\"]", "[\"\\udc00\\ud800\"]",
                    "[\"\\ud800\\u0041\"]", "[\"", "[\"\\", "[\"\\u00", "[1}", "{\"a\":1]", "[1]]", "[1] x", "[1],",
                    "'a'",
                    "[1]//", "\uFEFF[1]", "tr", "[1]\0", "[\u00a01]"}) {
                assertThat(scan(document.getBytes(StandardCharsets.UTF_8), arena)).as(document).isNull();
            }
            assertThat(scan("[1]".getBytes(StandardCharsets.UTF_16LE), arena)).isNull();
        }
    }

    @Test
    void aPartOfAnArrayIsAllThatIsLookedAt() {
        byte[] document = "[1,2],[\"a\",3]]\"".getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.create()) {
            assertThat(JsonScanner.scan(document, 6, 7, arena, JsonLimits.DEFAULTS)).hasToString("[\"a\",3]");
            assertThat(JsonScanner.scan(document, 6, 6, arena, JsonLimits.DEFAULTS)).isNull();
            assertThat(JsonScanner.scan(document, 6, 3, arena, JsonLimits.DEFAULTS)).isNull();
        }
    }

    @Test
    void limitsAreKept() {
        var limits = new JsonLimits(2, 2, 2, 3, 5);
        try (Arena arena = Arena.create()) {
            for (String within : new String[]{"[[1]]", "[1,2]", "{\"a\":1,\"b\":2}", "\"abc\"", "[[1,2],3]"}) {
                byte[] document = within.getBytes(StandardCharsets.UTF_8);
                assertThat(JsonScanner.scan(document, 0, document.length, arena, limits)).as(within).isNotNull();
            }
            for (String beyond : new String[]{"[[[1]]]", "[1,2,3]", "{\"a\":1,\"b\":2,\"c\":3}", "\"abcd\"",
                    "[[1,2],[3,4]]"}) {
                byte[] document = beyond.getBytes(StandardCharsets.UTF_8);
                assertThat(JsonScanner.scan(document, 0, document.length, arena, limits)).as(beyond).isNull();
            }
            byte[] longName = ("{\"" + "n".repeat(1001) + "\":1}").getBytes(StandardCharsets.UTF_8);
            assertThat(scan(longName, arena)).isNull();
            byte[] longNumber = ("[" + "1".repeat(1001) + "]").getBytes(StandardCharsets.UTF_8);
            assertThat(scan(longNumber, arena)).isNull();
        }
    }
}
