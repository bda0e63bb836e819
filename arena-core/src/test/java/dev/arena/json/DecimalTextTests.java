package dev.arena.json;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Against the strings of the JDK. */
class DecimalTextTests {
    private static final long SEED = 4;
    private static final int ROUNDS = 200_000;

    private final DecimalText text = new DecimalText();

    private String of(double value) {
        return new String(text.chars(), 0, text.put(value));
    }

    private String of(float value) {
        return new String(text.chars(), 0, text.put(value));
    }

    @Test
    void doublesOfFewDigitsAreThoseOfTheJdk() {
        for (int thousandths = -20_000; thousandths <= 20_000; thousandths++) {
            double value = thousandths / 1000.0;
            assertThat(of(value)).isEqualTo(Double.toString(value));
        }
    }

    @Test
    void doublesBesideThemAreThoseOfTheJdk() {
        var random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            double value = random.nextInt() / 1000.0;
            for (double each : new double[]{value, Math.nextUp(value), Math.nextDown(value), random.nextInt() / 100.0,
                    random.nextGaussian(), random.nextDouble() * 2e7}) {
                assertThat(of(each)).as("seed %d, round %d", SEED, i).isEqualTo(Double.toString(each));
            }
        }
    }

    @Test
    void doublesOfAllMagnitudesAreThoseOfTheJdk() {
        var random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(of(value)).as("seed %d, round %d", SEED, i).isEqualTo(Double.toString(value));
            }
        }
        for (double value : new double[]{0, -0.0, 0.001, 0.0009999999999999998, 1e-3, 9.99e-4, 1e7, 9999999.999,
                9999999,
                -1e7, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 0.1, 0.01, 100, 123.456}) {
            assertThat(of(value)).isEqualTo(Double.toString(value));
        }
    }

    @Test
    void floatsAreThoseOfTheJdk() {
        var random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            float value = i % 2 == 0 ? Float.intBitsToFloat(random.nextInt()) : random.nextInt(100_000) / 100f;
            if (Float.isFinite(value)) {
                assertThat(of(value)).as("seed %d, round %d", SEED, i).isEqualTo(Float.toString(value));
            }
        }
    }
}
