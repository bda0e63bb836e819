package dev.arena.demo.readings;

/** What both engines agree on about CSV (RFC 4180). */
final class Csv {
    static final String LINE_END = "\r\n";
    static final String HEADER = "station,temperature,timestamp" + LINE_END;

    private Csv() {}

    /** Whether a field cannot stand for itself. */
    static boolean needsQuotes(String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == ',' || c == '"' || c == '\r' || c == '\n') {
                return true;
            }
        }
        return false;
    }
}
