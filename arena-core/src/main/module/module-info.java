import dev.arena.json.JsonDocuments;
import dev.arena.record.DocumentCodec;

/** Arenas in off-heap memory, and strings, collections, records and JSON in them. */
module dev.arena {
    requires jdk.jfr;
    requires static org.jspecify;
    requires static tools.jackson.databind;

    exports dev.arena;
    exports dev.arena.collect;
    exports dev.arena.io;
    exports dev.arena.json;
    exports dev.arena.record;
    exports dev.arena.text;

    uses DocumentCodec;

    provides DocumentCodec with JsonDocuments;
}
