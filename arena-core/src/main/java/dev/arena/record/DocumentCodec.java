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

package dev.arena.record;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;

/**
 * Stores values of classes without a memory layout as documents. A value is encoded when it is written to a row, and decoded
 * again at each access. Implementations must be safe for use by any thread.
 *
 * @since 0.1.0
 */
public interface DocumentCodec {

    /**
     * Appends the document of a value.
     *
     * @param value     the value, not null
     * @param owner     the record that has the component
     * @param component the name of the component, followed by {@code []} for an element of a sequence, or by {@code {}} for a
     *                  value of a map
     * @param type      the declared type of the component
     * @param text      builder to which the document is appended
     */
    void write(Object value, Class<?> owner, String component, Type type, Utf8Builder text);

    /**
     * Reads a value from its document.
     *
     * @param  document  a view of the memory that contains the document
     * @param  owner     the record that has the component
     * @param  component the name of the component, as for {@link #write}
     * @param  type      the declared type of the component
     * @return           the value
     */
    @Nullable
    Object read(MemorySegment document, Class<?> owner, String component, Type type);

    /**
     * Whether each element of a sequence, or each value of a map, can have its own document. If not, the whole sequence or map is
     * stored as one document. Called for lists, and for maps whose keys are strings, if their elements have no layout.
     *
     * @param  owner     the record that has the component
     * @param  component the name of the component, as for {@link #write}
     * @param  type      the type of the sequence or map
     * @return           whether they can
     */
    default boolean keepsElements(Class<?> owner, String component, Type type) {
        return true;
    }

    /**
     * Whether a document of a sequence, map or optional value names the class of the value. It is then stored as one document,
     * because its class need not be a usual one.
     *
     * @param  type the type of the component, or of an element
     * @return      whether it does
     */
    default boolean hasClassName(Type type) {
        return false;
    }

    /**
     * Returns the codec for the components of one record type. It can depend on the type arguments.
     *
     * @param  type the record type with its arguments
     * @return      the codec, by default this one
     */
    default DocumentCodec ofRecords(Type type) {
        return this;
    }

    /**
     * Returns the default codec of layouts: the first one that {@link ServiceLoader} finds. With Jackson on the class path, it
     * is a JSON codec with a default mapper.
     *
     * @return the codec, or null if there is none
     */
    static @Nullable DocumentCodec standard() {
        try {
            Iterator<DocumentCodec> found = ServiceLoader
                    .load(DocumentCodec.class, DocumentCodec.class.getClassLoader())
                    .iterator();
            return found.hasNext() ? found.next() : null;
        } catch (ServiceConfigurationError | LinkageError e) {
            return null; // Jackson, which is optional, is absent
        }
    }
}
