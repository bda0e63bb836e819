package dev.arena.demo.readings;

import tools.jackson.core.JsonGenerator;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.json.ArenaJson;

/** Renders readings as elements of a JSON array, a page of records in arena memory at a time. */
final class ArenaJsonPages {
    private static final int PAGE_ROWS = 1000;

    private final RecordVec<Reading> page;
    private final ArenaJson json;
    private final JsonGenerator out;

    ArenaJsonPages(Arena arena, ArenaJson json, JsonGenerator out) {
        this.page = new RecordVec<>(arena, Reading.class);
        this.json = json;
        this.out = out;
    }

    void write(String station, double temperature, long timestamp) {
        page.add(new Reading(station, temperature, timestamp));
        if (page.size() == PAGE_ROWS) {
            flush();
        }
    }

    /** Renders what is in the page. */
    void flush() {
        json.writeElements(page, out);
        page.clear();
    }
}
