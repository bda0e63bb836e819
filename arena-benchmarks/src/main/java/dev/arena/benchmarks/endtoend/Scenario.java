package dev.arena.benchmarks.endtoend;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

/**
 * A kind of request that both engines of the demo answer.
 *
 * @param name    what the table calls it
 * @param stored  how many readings the database holds when it begins
 * @param stores  whether the requests store more, which are to be forgotten after each turn
 * @param request makes the request for an engine
 */
record Scenario(String name, int stored, boolean stores, Function<String, byte[]> request) {
    private static final long SEED = 20261122;
    private static final int STATIONS = 413; // as in the One Billion Row Challenge

    /** All of them. */
    static List<Scenario> all() {
        byte[] few = measurements(1_000);
        byte[] many = measurements(100_000);
        byte[] readings = readings(1_000);
        String size = " (" + kilobytes(readings) + " of JSON)";
        return List.of(
                new Scenario("aggregate 1,000 measurements (" + kilobytes(few) + ")", 0, false, measurementsOf(few)),
                new Scenario("aggregate 100,000 measurements (" + kilobytes(many) + ")", 0, false,
                        measurementsOf(many)),
                new Scenario("decode and sum up 1,000 readings" + size, 0, false,
                        engine -> post("/api/readings/summary", readings, engine)),
                new Scenario("the same, validate and store them", 0, true,
                        engine -> post("/api/readings", readings, engine)),
                new Scenario("export 10,000 readings as JSON", 10_000, false,
                        engine -> Connection.request("GET", "/api/readings.json?engine=" + engine)));
    }

    /** A request that stores readings, by whatever engine. */
    static byte[] storing(int count) {
        return post("/api/readings", readings(count), "arena");
    }

    /** A request that forgets all readings. */
    static byte[] forgetting() {
        return Connection.request("DELETE", "/api/readings");
    }

    private static Function<String, byte[]> measurementsOf(byte[] body) {
        return engine -> Connection.post("/api/measurements?engine=" + engine, "text/plain", body);
    }

    private static byte[] post(String path, byte[] readings, String engine) {
        return Connection.post(path + "?engine=" + engine, "application/json", readings);
    }

    private static byte[] measurements(int rows) {
        var random = new Random(SEED);
        var text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append(station(random)).append(';').append(temperature(random)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] readings(int rows) {
        var random = new Random(SEED);
        var json = new StringBuilder("[");
        for (int i = 0; i < rows; i++) {
            json.append(i == 0 ? "" : ",").append("{\"station\":\"").append(station(random))
                    .append("\",\"temperature\":").append(temperature(random)).append(",\"timestamp\":")
                    .append(1_700_000_000_000L + i * 60_000L).append('}');
        }
        return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String station(Random random) {
        int number = random.nextInt(STATIONS);
        return "Station " + "Ürümqi-".substring(0, number % 7) + number;
    }

    private static double temperature(Random random) {
        return (random.nextInt(1200) - 400) / 10.0;
    }

    private static String kilobytes(byte[] body) {
        return String.format(Locale.ROOT, "%,d KB", body.length / 1000);
    }
}
