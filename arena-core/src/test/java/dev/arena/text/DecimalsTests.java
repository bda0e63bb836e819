package dev.arena.text;

import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if a number were written with other digits than the JDK writes. */
class DecimalsTests {
    private static final int NUMBERS = 200_000;

    private static String written(Arena arena, long value) {
        return new Utf8Builder(arena, 1).append('x').append(value).toString();
    }

    @Test
    void integersAroundEveryPowerOfTenHaveTheirDigits() {
        try (Arena arena = Arena.create()) {
            for (long power = 1, digits = 1; digits <= 19; power *= 10, digits++) {
                for (long value : new long[] {power - 1, power, power + 1, 1 - power, -power, -power - 1}) {
                    assertThat(written(arena, value)).isEqualTo("x" + value);
                }
            }
            for (long value : new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE}) {
                assertThat(written(arena, value)).isEqualTo("x" + value);
            }
        }
    }

    @Test
    void integersOfAnySizeHaveTheirDigits() {
        var random = new Random(1);
        for (int i = 0; i < NUMBERS / 1000; i++) {
            try (Arena arena = Arena.create()) {
                for (int j = 0; j < 1000; j++) {
                    long value = random.nextLong() >> random.nextInt(Long.SIZE);
                    assertThat(Decimals.length(value)).as("%d", value).isEqualTo(Long.toString(value).length());
                    assertThat(written(arena, value)).isEqualTo("x" + value);
                }
            }
        }
    }

    @Test
    void fractionsAreWrittenAsTheJdkDoes() {
        var random = new Random(2);
        for (int i = 0; i < NUMBERS / 1000; i++) {
            try (Arena arena = Arena.create()) {
                for (int j = 0; j < 1000; j++) {
                    double value = fraction(random);
                    float narrow = random.nextInt(4) == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) value;
                    assertThat(new Utf8Builder(arena, 1).append(value).append(' ').append(narrow))
                            .hasToString(value + " " + narrow);
                }
            }
        }
    }

    private static double fraction(Random random) {
        double value = switch (random.nextInt(4)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(100_000) / Math.pow(10, random.nextInt(9));
            case 2 -> random.nextDouble() * Math.pow(10, random.nextInt(12) - 4);
            default -> Math.nextUp(random.nextInt(100_000) / 1000.0);
        };
        return random.nextBoolean() ? value : -value;
    }
}
