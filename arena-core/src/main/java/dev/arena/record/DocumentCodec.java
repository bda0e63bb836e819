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
     * @param component the name of the component; with {@code []} behind it for an element of a sequence, with {@code {}} for a value of a
     *                  map
     * @param type      the type that the component was declared with
     * @param text      where the document goes
     */
    void write(Object value, Class<?> owner, String component, Type type, Utf8Builder text);

    /**
     * Reads a value from its document.
     *
     * @param  document  a view of the memory that holds it
     * @param  owner     the record that has the component
     * @param  component the name of the component, as for {@link #write}
     * @param  type      the type that the component was declared with
     * @return           the value
     */
    @Nullable
    Object read(MemorySegment document, Class<?> owner, String component, Type type);

    /**
     * Whether each element of a sequence, or each value of a map, can have a document of its own. If not, the whole sequence or map is kept
     * as one document. Asked for lists, and for maps whose keys are strings, that have such elements.
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
     * The codec for the components of one type of records, if the arguments of that type matter to it.
     *
     * @param  type the type of the records, with its arguments
     * @return      the codec, by default this one
     */
    default DocumentCodec ofRecords(Type type) {
        return this;
    }

    /**
     * The codec of layouts for which none was named: the first that {@link ServiceLoader} finds. With Jackson on the class path that is
     * one of its JSON, by a mapper without settings.
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
