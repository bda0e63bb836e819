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

package dev.arena.spring.boot.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

import dev.arena.ArenaBuilder;

/**
 * Checks the values of properties. The objects that are created from them check the values, too, but only this class can name
 * the property in the message.
 *
 * @since 0.1.0
 */
public final class PropertyRanges {

    private PropertyRanges() {}

    /**
     * Checks a number.
     *
     * @param  property                                   name of the property
     * @param  value                                      its value
     * @return                                            the value
     * @throws InvalidConfigurationPropertyValueException if it is less than 1
     */
    public static long atLeastOne(String property, long value) {
        if (value < 1) {
            throw new InvalidConfigurationPropertyValueException(property, value, "It must be at least 1.");
        }
        return value;
    }

    /**
     * Checks a time.
     *
     * @param  property                                   name of the property
     * @param  duration                                   its value
     * @param  meaningOfZero                              the effect of 0, for the message
     * @return                                            the value
     * @throws InvalidConfigurationPropertyValueException if it is negative
     */
    public static Duration notNegative(String property, Duration duration, String meaningOfZero) {
        if (duration.isNegative()) {
            throw new InvalidConfigurationPropertyValueException(property, duration,
                    "It must not be negative. With 0, " + meaningOfZero + ".");
        }
        return duration;
    }

    /**
     * Checks a share.
     *
     * @param  property                                   name of the property
     * @param  share                                      its value
     * @return                                            the value
     * @throws InvalidConfigurationPropertyValueException if it is not more than 0, or is more than 1
     */
    public static double share(String property, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new InvalidConfigurationPropertyValueException(property, share,
                    "It must be more than 0 and at most 1.");
        }
        return share;
    }

    static long powerOfTwo(String property, DataSize size, long min, String minText) {
        long bytes = size.toBytes();
        if (bytes < min || bytes > ArenaBuilder.LARGEST_CHUNK || Long.bitCount(bytes) != 1) {
            throw new InvalidConfigurationPropertyValueException(property, size,
                    "It must be a power of two from " + minText + " to 1GB, such as 4KB, 64KB or 1MB.");
        }
        return bytes;
    }

    /**
     * Checks a size against limits that are values of other properties.
     *
     * @param  property                                   name of the property
     * @param  bytes                                      its value, in bytes
     * @param  min                                        least value, in bytes
     * @param  minText                                    name of the property with the least value; empty if no property has it
     * @param  max                                        largest value, in bytes
     * @param  maxText                                    name of the property with the largest value; empty if no property has it
     * @return                                            the value, in bytes
     * @throws InvalidConfigurationPropertyValueException if it is out of range
     */
    public static long range(String property, long bytes, long min, String minText, long max, String maxText) {
        if (bytes < min) {
            throw new InvalidConfigurationPropertyValueException(property, text(bytes),
                    "It must not be less than " + bound(min, minText) + ".");
        }
        if (bytes > max) {
            throw new InvalidConfigurationPropertyValueException(property, text(bytes),
                    "It must not be more than " + bound(max, maxText) + ".");
        }
        return bytes;
    }

    private static String bound(long bytes, String text) {
        return text.isEmpty() ? text(bytes) : text + " (" + text(bytes) + ")";
    }

    /**
     * Returns a size for a message, in the largest unit that needs no fraction.
     *
     * @param  bytes the size
     * @return       the size in the syntax of {@link DataSize}, such as {@code 64KB}
     */
    public static String text(long bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB"};
        int unit = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / 10, units.length - 1);
        return (bytes >> (10 * unit)) + units[unit];
    }
}
