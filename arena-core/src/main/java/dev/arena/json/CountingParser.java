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

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * A parser that enforces the limits of elements, members and values for databind, which does not count. A caller may bypass
 * the parser for a value, and then only counts the value itself. The parser therefore counts by the depth of a token, and
 * keeps no state of earlier tokens.
 */
final class CountingParser extends JsonParserDelegate {
    private final ValueCounter values;

    /** Number of elements or members so far, by depth. */
    private long[] parts = new long[8];

    CountingParser(JsonParser parser, ValueCounter values) {
        super(parser);
        this.values = values;
    }

    /** Total counts, which other parsers share. */
    ValueCounter values() {
        return values;
    }

    /** Begins with the parts of the value whose first token is the current one. */
    CountingParser begin() {
        parts(depth())[depth()] = 0;
        return this;
    }

    private int depth() {
        return delegate.streamReadContext().getNestingDepth();
    }

    private long[] parts(int depth) {
        if (depth >= parts.length) {
            parts = Arrays.copyOf(parts, 2 * depth);
        }
        return parts;
    }

    @Override
    public @Nullable JsonToken nextToken() {
        JsonToken token = delegate.nextToken();
        if (token == null || token.isStructEnd()) {
            return token;
        }
        TokenStreamContext context = delegate.streamReadContext();
        if (token == JsonToken.PROPERTY_NAME) {
            count(context.getNestingDepth(), JsonLimit.OBJECT_LENGTH, values.limits().maxObjectLength());
            return token;
        }
        if (!values.count(1)) {
            throw new ParserConstraints.Exceeded(JsonLimit.VALUES, values.limits().maxValues());
        }
        int depth = context.getNestingDepth();
        if (token.isStructStart()) {
            parts(depth)[depth] = 0;
            context = context.getParent();
            depth--;
        }
        if (context != null && context.inArray()) {
            count(depth, JsonLimit.ARRAY_LENGTH, values.limits().maxArrayLength());
        }
        return token;
    }

    private void count(int depth, JsonLimit limit, long most) {
        if (++parts(depth)[depth] > most) {
            throw new ParserConstraints.Exceeded(limit, most);
        }
    }

    @Override
    public @Nullable JsonToken nextValue() {
        JsonToken token = nextToken();
        return token == JsonToken.PROPERTY_NAME ? nextToken() : token;
    }

    @Override
    public @Nullable String nextName() {
        return nextToken() == JsonToken.PROPERTY_NAME ? currentName() : null;
    }

    @Override
    public boolean nextName(SerializableString expected) {
        return expected.getValue().equals(nextName());
    }

    @Override
    public int nextNameMatch(PropertyNameMatcher matcher) {
        String name = nextName();
        return name != null
                ? matcher.matchName(name)
                : hasToken(JsonToken.END_OBJECT)
                        ? PropertyNameMatcher.MATCH_END_OBJECT
                        : PropertyNameMatcher.MATCH_ODD_TOKEN;
    }

    @Override
    public @Nullable String nextStringValue() {
        return nextToken() == JsonToken.VALUE_STRING ? getString() : null;
    }

    @Override
    public int nextIntValue(int otherwise) {
        return nextToken() == JsonToken.VALUE_NUMBER_INT ? getIntValue() : otherwise;
    }

    @Override
    public long nextLongValue(long otherwise) {
        return nextToken() == JsonToken.VALUE_NUMBER_INT ? getLongValue() : otherwise;
    }

    @Override
    public @Nullable Boolean nextBooleanValue() {
        JsonToken token = nextToken();
        if (token == null || !token.isBoolean()) {
            return null;
        }
        return token == JsonToken.VALUE_TRUE;
    }

    @Override
    public JsonParser skipChildren() {
        int open = delegate.currentToken() != null && delegate.currentToken().isStructStart() ? 1 : 0;
        while (open > 0) {
            JsonToken token = nextToken();
            if (token == null) {
                break;
            }
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return this;
    }
}
