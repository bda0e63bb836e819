package dev.arena.demo.race;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who does the work. */
enum Engine {
    @JsonProperty("heap")
    HEAP("heap"),

    @JsonProperty("arena")
    ARENA("arena");

    private final String parameter;

    Engine(String parameter) {
        this.parameter = parameter;
    }

    /** The value of the parameter {@code engine} of a request. */
    String parameter() {
        return parameter;
    }
}
