package dev.arena.demo.race;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which threads handle the requests. */
enum ThreadKind {
    @JsonProperty("platform")
    PLATFORM,

    @JsonProperty("virtual")
    VIRTUAL
}
