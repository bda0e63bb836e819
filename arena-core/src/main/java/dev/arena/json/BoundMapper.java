package dev.arena.json;

import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.SerializationContextExt;

/**
 * A mapper, and the factory of the parsers and generators of its documents, which keep to the limits.
 *
 * @param mapper  says what values look like in JSON, and which features parsers and generators have
 * @param factory as that of the mapper, with other limits
 */
record BoundMapper(JsonMapper mapper, JsonFactory factory) {

    static BoundMapper of(JsonMapper mapper, JsonLimits limits) {
        JsonFactory factory = mapper.tokenStreamFactory();
        int depth = Math.max(limits.maxDepth(), factory.streamWriteConstraints().getMaxNestingDepth());
        return new BoundMapper(mapper, factory.rebuild()
                .streamReadConstraints(new ParserConstraints(limits, factory.streamReadConstraints()))
                .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(depth).build())
                .rootValueSeparator("\n")
                .build());
    }

    /** What a document is read by. */
    DeserializationContextExt readContext() {
        return mapper._deserializationContext();
    }

    /** What a document is written by. */
    SerializationContextExt writeContext() {
        return mapper._serializationContext();
    }
}
