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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Parses the path patterns of properties. As for handlers, a missing slash at the beginning is added. An exception names the
 * invalid property.
 *
 * @since 0.1.0
 */
public final class PathPatterns {

    private PathPatterns() {}

    /**
     * Parses the patterns of a property with a list of values.
     *
     * @param  property                                   name of the property
     * @param  values                                     its values
     * @return                                            the patterns
     * @throws InvalidConfigurationPropertyValueException if a value is not a pattern
     */
    public static List<PathPattern> parse(String property, List<String> values) {
        List<PathPattern> patterns = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            patterns.add(parse(property + "[" + i + "]", values.get(i)));
        }
        return patterns;
    }

    /**
     * Parses a pattern.
     *
     * @param  property                                   name of the property
     * @param  value                                      its value, or null
     * @return                                            the pattern
     * @throws InvalidConfigurationPropertyValueException if there is no value, or the value is not a pattern
     */
    public static PathPattern parse(String property, @Nullable String value) {
        if (!StringUtils.hasText(value)) {
            throw new InvalidConfigurationPropertyValueException(property, value,
                    "It must be a path pattern such as /api/import/**, for the requests to which the route applies.");
        }
        try {
            PathPatternParser parser = PathPatternParser.defaultInstance;
            return parser.parse(parser.initFullPathPattern(value));
        } catch (PatternParseException e) {
            throw new InvalidConfigurationPropertyValueException(property, value,
                    "It must be a path pattern such as /api/import/**: " + e.getMessage() + ".");
        }
    }
}
