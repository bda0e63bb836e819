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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Creates {@link Utf8JsonReader}s for documents in UTF-8, and {@link Utf8JsonWriter}s. For other encodings, and for features
 * beyond JSON, it creates Jackson's own parsers.
 *
 * @since 0.1.0
 */
public final class Utf8JsonFactory extends JsonFactory {
    private static final long serialVersionUID = 1L;

    /** Number of bytes from which the encoding is detected. */
    public static final int HEAD = 4;

    public static final int MARK_BYTES = 3;
    private static final int STANDARD_FEATURES = JsonReadFeature.collectDefaults();

    /** Documents of up to so many bytes are copied to a larger block, as fast calls look at a few bytes behind what they take. */
    private static final int SMALL = 1000;

    public Utf8JsonFactory(JsonFactoryBuilder builder) {
        super(builder);
    }

    @Override
    protected JsonParser _createParser(ObjectReadContext readContext, IOContext context, byte[] data, int offset,
            int length) {
        _checkRangeBoundsForByteArray(data, offset, length);
        if (!isStandard(readContext) || !isUtf8(data, offset, length)) {
            return super._createParser(readContext, context, data, offset, length);
        }
        if (length > SMALL) {
            return reader(readContext, context, null, data, offset, length, false);
        }
        byte[] block = context.allocReadIOBuffer();
        System.arraycopy(data, offset, block, 0, length);
        return reader(readContext, context, null, block, 0, length, true);
    }

    @Override
    protected JsonParser _createParser(ObjectReadContext readContext, IOContext context, InputStream in) {
        if (!isStandard(readContext)) {
            return super._createParser(readContext, context, in);
        }
        byte[] block = context.allocReadIOBuffer();
        int length = 0;
        try {
            int count;
            while (length < HEAD && (count = in.read(block, length, block.length - length)) > 0) {
                length += count;
            }
        } catch (IOException e) {
            context.releaseReadIOBuffer(block);
            throw JacksonIOException.construct(e, null);
        }
        if (isUtf8(block, 0, length)) {
            return reader(readContext, context, in, block, 0, length, true);
        }
        InputStream head = new ByteArrayInputStream(Arrays.copyOf(block, length));
        context.releaseReadIOBuffer(block);
        return super._createParser(readContext, context, new SequenceInputStream(head, in));
    }

    @Override
    protected JsonGenerator _createUTF8Generator(ObjectWriteContext writeContext, IOContext context, OutputStream out) {
        CharacterEscapes escapes = writeContext.getCharacterEscapes();
        return new Utf8JsonWriter(writeContext, context, writeContext.getStreamWriteFeatures(_streamWriteFeatures),
                writeContext.getFormatWriteFeatures(_formatWriteFeatures), out,
                writeContext.getRootValueSeparator(_rootValueSeparator), escapes == null ? _characterEscapes : escapes,
                writeContext.getPrettyPrinter(), _maximumNonEscapedChar, _quoteChar);
    }

    private Utf8JsonReader reader(ObjectReadContext readContext, IOContext context, @Nullable InputStream in,
            byte[] block,
            int offset, int length, boolean blockIsRecycled) {
        int mark = isMarked(block, offset, length) ? MARK_BYTES : 0;
        return new Utf8JsonReader(readContext, context, readContext.getStreamReadFeatures(_streamReadFeatures),
                readContext.getFormatReadFeatures(_formatReadFeatures), in,
                _byteSymbolCanonicalizer.makeChild(_factoryFeatures), block, offset + mark, offset + length, mark,
                blockIsRecycled);
    }

    /** Whether a context has features of JSON only. */
    public boolean isStandard(ObjectReadContext readContext) {
        return readContext.getFormatReadFeatures(_formatReadFeatures) == STANDARD_FEATURES
                && !StreamReadFeature.STRICT_DUPLICATE_DETECTION
                        .enabledIn(readContext.getStreamReadFeatures(_streamReadFeatures))
                && !_streamReadConstraints.hasMaxTokenCount()
                && Feature.CANONICALIZE_PROPERTY_NAMES.enabledIn(_factoryFeatures)
                && Feature.CHARSET_DETECTION.enabledIn(_factoryFeatures);
    }

    /** Whether Jackson takes it for UTF-8: JSON in another encoding begins with such a byte order mark, or has a zero byte. */
    public static boolean isUtf8(byte[] data, int offset, int length) {
        if (length < 2) {
            return true;
        }
        int first = data[offset] & 0xFF;
        int second = data[offset + 1] & 0xFF;
        return first != 0 && second != 0 && first != 0xFE && first != 0xFF;
    }

    /** Whether it begins with the byte order mark of UTF-8. */
    public static boolean isMarked(byte[] data, int offset, int length) {
        return length >= HEAD && data[offset] == (byte) 0xEF && data[offset + 1] == (byte) 0xBB
                && data[offset + 2] == (byte) 0xBF;
    }
}
