package dev.arena.spring.boot.http;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.codec.cbor.JacksonCborDecoder;
import tools.jackson.databind.ObjectReader;

/** Spring's decoder of CBOR, which does what {@link ArenaJsonDecoder} does for JSON. */
public final class ArenaCborDecoder extends JacksonCborDecoder {

    /** A decoder with Spring's settings. */
    public ArenaCborDecoder() {}

    @Override
    protected ObjectReader customizeReader(ObjectReader reader, ResolvableType elementType,
            @Nullable Map<String, Object> hints) {
        return ArenaJsonDecoder.withArena(reader, hints);
    }
}
