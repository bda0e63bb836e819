package dev.arena.json;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.IntVec;
import dev.arena.collect.RecordVec;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArenaModuleTests {
    private final Arena arena = Arena.create();
    private final JsonMapper mapper = JsonMapper.builder().addModule(new ArenaModule()).build();

    record Reading(String station, double temperature) {}

    record Answer(int count, RecordVec<Reading> readings, Utf8String title, JsonValue details) {}

    record Question(JsonValue filter, Utf8String title) {}

    @AfterEach
    void close() {
        arena.close();
    }

    private JsonValue read(String document) {
        return mapper.readerFor(JsonValue.class).withAttribute(ArenaModule.ARENA, arena).readValue(document);
    }

    @Test
    void arenaTypesAreSerializedInsideOrdinaryObjects() {
        var readings = new RecordVec<>(arena, Reading.class);
        readings.add(new Reading("Oslo", -3.5));
        var answer = new Answer(1, readings, Utf8String.copyOf(arena, "t\"ü"), read("{\"b\":1.50,\"a\":[]}"));
        String expected = "{\"count\":1,\"readings\":[{\"station\":\"Oslo\",\"temperature\":-3.5}],\"title\":\"t\\\"ü\","
                + "\"details\":{\"b\":1.50,\"a\":[]}}";
        assertThat(mapper.readTree(mapper.writeValueAsBytes(answer))).isEqualTo(mapper.readTree(expected));
        assertThat(mapper.readTree(mapper.writeValueAsString(answer))).isEqualTo(mapper.readTree(expected));
        assertThat(mapper.writeValueAsString(List.of(answer.details(), answer.title())))
                .isEqualTo("[{\"b\":1.50,\"a\":[]},\"t\\\"ü\"]");
        assertThat(mapper.valueToTree(Map.of("x", readings)).toString())
                .isEqualTo("{\"x\":[{\"station\":\"Oslo\",\"temperature\":-3.5}]}");
        assertThat(mapper.writeValueAsString(readings.freeze()))
                .isEqualTo("[{\"station\":\"Oslo\",\"temperature\":-3.5}]");
    }

    @Test
    void valuesAndTextsAreReadIntoTheArenaOfTheReader() {
        Question question = mapper.readerFor(Question.class).withAttribute(ArenaModule.ARENA, arena)
                .readValue("{\"title\":\"ü\",\"filter\":{\"a\":[1,2.50],\"a\":null}}");
        assertThat(question.title().toString()).isEqualTo("ü");
        assertThat(question.filter()).hasToString("{\"a\":[1,2.50],\"a\":null}");
    }

    @Test
    void withoutAnArenaItIsSaidWhatIsMissing() {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> mapper.readValue("[1]", JsonValue.class))
                .withMessageContaining("ArenaModule.ARENA");
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> mapper.readValue("\"x\"", Utf8String.class))
                .withMessageContaining("ArenaModule.ARENA");
    }

    @Test
    void otherTypesAreRefusedWithAHint() {
        for (Class<?> type : List.of(RecordVec.class, IntVec.class)) {
            assertThatExceptionOfType(InvalidDefinitionException.class)
                    .isThrownBy(() -> mapper.readerFor(type).withAttribute(ArenaModule.ARENA, arena).readValue("[1]"))
                    .withMessageContaining("ArenaJson");
        }
    }
}
