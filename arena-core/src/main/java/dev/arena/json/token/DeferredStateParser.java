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

package dev.arena.json.token;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * A parser that computes the current token and its location on demand. Most methods of {@link Utf8JsonReader} do not need
 * this state, and so do not update it.
 *
 * @since 0.1.0
 */
public abstract class DeferredStateParser extends UTF8StreamJsonParser {

    DeferredStateParser(ObjectReadContext readContext, IOContext context, int streamFeatures, int formatFeatures,
            @Nullable InputStream stream, ByteQuadsCanonicalizer symbols, byte[] block, int start, int end,
            int bytesBefore, boolean blockIsRecycled) {
        super(readContext, context, streamFeatures, formatFeatures, stream, symbols, block, start, end, bytesBefore,
                blockIsRecycled);
    }

    /** Notes the current token and its place if that was not done yet. */
    abstract void settle();

    @Override
    public JsonToken currentToken() {
        settle();
        return super.currentToken();
    }

    @Override
    public int currentTokenId() {
        settle();
        return super.currentTokenId();
    }

    @Override
    public boolean hasCurrentToken() {
        settle();
        return super.hasCurrentToken();
    }

    @Override
    public boolean hasTokenId(int id) {
        settle();
        return super.hasTokenId(id);
    }

    @Override
    public boolean hasToken(JsonToken token) {
        settle();
        return super.hasToken(token);
    }

    @Override
    public boolean isExpectedStartArrayToken() {
        settle();
        return super.isExpectedStartArrayToken();
    }

    @Override
    public boolean isExpectedStartObjectToken() {
        settle();
        return super.isExpectedStartObjectToken();
    }

    @Override
    public boolean isExpectedNumberIntToken() {
        settle();
        return super.isExpectedNumberIntToken();
    }

    @Override
    public boolean isNaN() {
        settle();
        return super.isNaN();
    }

    @Override
    public void clearCurrentToken() {
        settle();
        super.clearCurrentToken();
    }

    @Override
    public JsonParser skipChildren() {
        settle();
        return super.skipChildren();
    }

    @Override
    public void finishToken() {
        settle();
        super.finishToken();
    }

    @Override
    public @Nullable String currentName() {
        settle();
        return super.currentName();
    }

    @Override
    public int currentNameMatch(PropertyNameMatcher matcher) {
        settle();
        return super.currentNameMatch(matcher);
    }

    @Override
    public @Nullable Object currentValue() {
        settle();
        return super.currentValue();
    }

    @Override
    public void assignCurrentValue(@Nullable Object value) {
        settle();
        super.assignCurrentValue(value);
    }

    @Override
    public TokenStreamContext streamReadContext() {
        settle();
        return super.streamReadContext();
    }

    @Override
    public TokenStreamLocation currentTokenLocation() {
        settle();
        return super.currentTokenLocation();
    }

    @Override
    public @Nullable String getString() {
        settle();
        return super.getString();
    }

    @Override
    public int getString(Writer writer) {
        settle();
        return super.getString(writer);
    }

    @Override
    public long readString(Writer writer) {
        settle();
        return super.readString(writer);
    }

    @Override
    public char[] getStringCharacters() {
        settle();
        return super.getStringCharacters();
    }

    @Override
    public int getStringLength() {
        settle();
        return super.getStringLength();
    }

    @Override
    public int getStringOffset() {
        settle();
        return super.getStringOffset();
    }

    @Override
    public boolean hasStringCharacters() {
        settle();
        return super.hasStringCharacters();
    }

    @Override
    public Number getNumberValue() {
        settle();
        return super.getNumberValue();
    }

    @Override
    public Number getNumberValueExact() {
        settle();
        return super.getNumberValueExact();
    }

    @Override
    public Object getNumberValueDeferred() {
        settle();
        return super.getNumberValueDeferred();
    }

    @Override
    public @Nullable NumberType getNumberType() {
        settle();
        return super.getNumberType();
    }

    @Override
    public int getIntValue() {
        settle();
        return super.getIntValue();
    }

    @Override
    public long getLongValue() {
        settle();
        return super.getLongValue();
    }

    @Override
    public float getFloatValue() {
        settle();
        return super.getFloatValue();
    }

    @Override
    public double getDoubleValue() {
        settle();
        return super.getDoubleValue();
    }

    @Override
    public BigInteger getBigIntegerValue() {
        settle();
        return super.getBigIntegerValue();
    }

    @Override
    public BigDecimal getDecimalValue() {
        settle();
        return super.getDecimalValue();
    }

    @Override
    public boolean getBooleanValue() {
        settle();
        return super.getBooleanValue();
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) {
        settle();
        return super.getBinaryValue(variant);
    }

    @Override
    public int readBinaryValue(Base64Variant variant, OutputStream out) {
        settle();
        return super.readBinaryValue(variant, out);
    }

    @Override
    public boolean getValueAsBoolean(boolean otherwise) {
        settle();
        return super.getValueAsBoolean(otherwise);
    }

    @Override
    public int getValueAsInt() {
        settle();
        return super.getValueAsInt();
    }

    @Override
    public int getValueAsInt(int otherwise) {
        settle();
        return super.getValueAsInt(otherwise);
    }

    @Override
    public long getValueAsLong() {
        settle();
        return super.getValueAsLong();
    }

    @Override
    public long getValueAsLong(long otherwise) {
        settle();
        return super.getValueAsLong(otherwise);
    }

    @Override
    public double getValueAsDouble(double otherwise) {
        settle();
        return super.getValueAsDouble(otherwise);
    }

    @Override
    public @Nullable String getValueAsString() {
        settle();
        return super.getValueAsString();
    }

    @Override
    public @Nullable String getValueAsString(@Nullable String otherwise) {
        settle();
        return super.getValueAsString(otherwise);
    }
}
