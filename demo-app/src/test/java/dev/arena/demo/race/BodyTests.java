package dev.arena.demo.race;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BodyTests {

    private static String written(Body body, int rows) throws IOException {
        var out = new ByteArrayOutputStream();
        var progress = new AtomicInteger();
        body.writeTo(out, rows, progress::addAndGet);
        assertThat(out.size()).isEqualTo((int) body.bytes(rows));
        assertThat(progress).hasValue(rows);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 9999, 10_000, 10_001, 25_000})
    void measurementsHaveSoManyLinesAndAsLongAsWasSaid(int rows) throws IOException {
        assertThat(written(Body.ofMeasurements(), rows).lines()).hasSize(rows)
                .allMatch(line -> line.matches("[^;]+;-?[0-9]{1,2}\\.[0-9]"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 10_000})
    void readingsAreAnArrayOfSoMany(int rows) throws IOException {
        String json = written(Body.ofReadings(), rows);
        assertThat(JsonPath.<Integer>read(json, "$.length()")).isEqualTo(rows);
    }
}
