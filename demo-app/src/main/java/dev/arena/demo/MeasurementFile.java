/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes files of measurements: lines of {@code station;temperature}. Each station is chosen at random. The temperatures are
 * normally distributed around the mean of the station. The same arguments produce the same file on any version of Java.
 *
 * <p>The class needs only a JDK 17 or newer, so it can run from source, in the root of the repository:
 *
 * <pre>java demo-app/src/main/java/dev/arena/demo/MeasurementFile.java 1000000 measurements.txt</pre>
 */
public final class MeasurementFile {
    private static final String STATIONS = "weather_stations.csv";
    private static final Path STATIONS_IN_REPOSITORY = Path.of("demo-app", "src", "main", "resources", STATIONS);
    private static final long DEFAULT_SEED = 1;

    /** Standard deviation in degrees, as in the One Billion Row Challenge. */
    private static final double STANDARD_DEVIATION = 10;

    private static final int MAX_TENTHS = 999;

    private static final String USAGE = """
            Usage: MeasurementFile <rows> <file> [<seed>]
              rows  how many lines to write, from 1
              file  where to write them; a file that is there already is overwritten
              seed  an integer, %d by default; the same seed gives the same file""".formatted(DEFAULT_SEED);

    private final List<MeanTemperature> stations;

    private MeasurementFile(List<MeanTemperature> stations) {
        this.stations = stations;
    }

    /**
     * Writes the file that the arguments describe. Exits with 2 if an argument is invalid, and with 1 if the file cannot be
     * written.
     */
    public static void main(String[] args) {
        int status = run(args, System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            if (args.length < 2 || args.length > 3) {
                throw new IllegalArgumentException("Two or three arguments are needed, not " + args.length);
            }
            long rows = number("rows", args[0]);
            if (rows < 1) {
                throw new IllegalArgumentException("rows must be from 1: " + rows);
            }
            Path file = path(args[1]);
            long seed = args.length < 3 ? DEFAULT_SEED : number("seed", args[2]);
            fromRealStations().write(rows, file, seed);
            out.println("Wrote " + rows + " rows to " + file + " (" + Files.size(file) + " bytes, seed " + seed + ")");
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(USAGE);
            return 2;
        } catch (IOException e) {
            err.println("The file was not written: " + e);
            return 1;
        }
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be an integer: " + text, e);
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("file must be a path: " + text, e);
        }
    }

    /** Creates a generator for the stations of {@code weather_stations.csv}. */
    static MeasurementFile fromRealStations() throws IOException {
        return fromRealStations(Integer.MAX_VALUE);
    }

    /** Creates a generator for the first stations of {@code weather_stations.csv}, at most {@code most} of them. */
    public static MeasurementFile fromRealStations(int most) throws IOException {
        List<MeanTemperature> stations = new ArrayList<>();
        try (InputStream in = openStations()) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (!line.startsWith("#") && stations.size() < most) {
                    stations.add(MeanTemperature.parse(line));
                }
            }
        }
        return new MeasurementFile(stations);
    }

    private static InputStream openStations() throws IOException {
        InputStream onClassPath = MeasurementFile.class.getResourceAsStream("/" + STATIONS);
        if (onClassPath != null) {
            return onClassPath;
        }
        if (!Files.exists(STATIONS_IN_REPOSITORY)) {
            throw new NoSuchFileException(STATIONS_IN_REPOSITORY.toString(), null,
                    "run this from the root of the repository");
        }
        return Files.newInputStream(STATIONS_IN_REPOSITORY);
    }

    private void write(long rows, Path file, long seed) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            write(rows, out, seed);
        }
    }

    /**
     * Writes lines to {@code out}. It uses {@link Random}, whose specification fixes all numbers. The newer generators may
     * change.
     */
    public void write(long rows, OutputStream out, long seed) throws IOException {
        Random random = new Random(seed);
        for (long row = 0; row < rows; row++) {
            MeanTemperature station = stations.get(random.nextInt(stations.size()));
            long tenths = Math.round(10 * (station.mean + STANDARD_DEVIATION * random.nextGaussian()));
            int clamped = (int) Math.max(-MAX_TENTHS, Math.min(MAX_TENTHS, tenths));
            out.write(station.name);
            out.write(((clamped < 0 ? ";-" : ";") + Math.abs(clamped) / 10 + "." + Math.abs(clamped) % 10 + "\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static final class MeanTemperature {
        private final byte[] name;
        private final double mean;

        private MeanTemperature(String name, double mean) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            this.mean = mean;
        }

        static MeanTemperature parse(String line) {
            int semicolon = line.indexOf(';');
            return new MeanTemperature(line.substring(0, semicolon), Double.parseDouble(line.substring(semicolon + 1)));
        }
    }
}
