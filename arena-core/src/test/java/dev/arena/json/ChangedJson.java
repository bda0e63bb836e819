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

package dev.arena.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import tools.jackson.databind.JsonNode;

/**
 * A document with a few changed values. Members are missing, repeated, or in another order, and some names have another case.
 * Usually a reader of the original type still accepts it.
 */
final class ChangedJson {
    private static final String[] VALUES = {"null", "true", "false", "0", "1", "-1", "1.0", "1.5", "1e2", "1e400",
            "-0.0", "128", "255", "300", "40000", "3000000000", "99999999999999999999", "1e30", "\"\"", "\" \"",
            "\"abc\"",
            "\"1\"", "\" 7 \"", "\"1.5\"", "\"null\"", "\"true\"", "\"True\"", "\"NaN\"", "NaN", "\"Infinity\"",
            "\"ALPHA\"", "\"alpha\"", "\"0\"", "[]", "[1]", "[\"ALPHA\"]", "[[1]]", "[\"\"]", "[null]", "[1,2]", "{}",
            "{\"a\":1}", "\"2026-01-02\"", "\"2026-01-02T03:04:05\"", "\"2026-01-02T03:04:05.678+02:00\"",
            "\"2026-02-30\"", "\"12:13:14\"", "1700000000", "1700000000.123456789", "[2026,1,2]", "[2026,1,2,3,4,5]",
            "\"7b0ad7a0-5c2f-4c0e-9a51-2f8a9f3f9f01\"", "\"ewrXoFwvTA6aUS+Kn5+fAQ==\"", "12.340", "1E-7", "\"12.340\"",
            "0.0000001", "\"PT1H\"", "\"漢字 😀\"", "\"\\u00e9\"", "'x'", "/* no */ 1"};

    private final Random random;
    private final StringBuilder json = new StringBuilder();

    private ChangedJson(Random random) {
        this.random = random;
    }

    static String of(JsonNode document, Random random) {
        var changed = new ChangedJson(random);
        changed.members(document);
        return changed.json.toString();
    }

    private void value(JsonNode value) {
        switch (random.nextInt(12)) {
            case 0 -> json.append(VALUES[random.nextInt(VALUES.length)]);
            case 1 -> {
                json.append('[');
                unchanged(value);
                json.append(']');
            }
            case 2 ->
                json.append('"').append(value.isValueNode() ? value.asString("").replaceAll("[\"\\\\\n]", "") : "")
                        .append('"');
            default -> unchanged(value);
        }
    }

    private void unchanged(JsonNode value) {
        if (value.isObject()) {
            members(value);
        } else if (value.isArray()) {
            json.append('[');
            for (int i = 0; i < value.size(); i++) {
                json.append(i == 0 ? "" : ",");
                value(value.get(i));
            }
            json.append(']');
        } else {
            json.append(value);
        }
    }

    private void members(JsonNode object) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
        if (random.nextInt(4) == 0) {
            Collections.shuffle(members, random);
        }
        if (!members.isEmpty() && random.nextInt(6) == 0) {
            members.add(random.nextInt(members.size() + 1), members.get(random.nextInt(members.size())));
        }
        json.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonNode> member : members) {
            int change = random.nextInt(20);
            if (change == 0) {
                continue;
            }
            String name = change == 1 ? member.getKey().toUpperCase(java.util.Locale.ROOT) : member.getKey();
            json.append(first ? "" : ",").append('"').append(name.replace("\"", "\\\"")).append("\":");
            first = false;
            value(member.getValue());
        }
        if (random.nextInt(10) == 0) {
            json.append(first ? "" : ",").append("\"unknown\":{\"x\":[1]}");
        }
        json.append('}');
    }
}
