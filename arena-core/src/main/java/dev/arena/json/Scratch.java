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

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.record.ConstructorArguments;
import dev.arena.record.ElementBuffer;
import dev.arena.record.Field;

/**
 * Working memory of a decoding of records. A decoder nests records only as deep as their classes do, so each level has a
 * fixed part of these arrays. Databind decodes a record within a record of its own class.
 */
final class Scratch {
    private static final ElementBuffer[] NO_BUFFERS = {};
    private static final EntryNames[] NO_NAMES = {};

    private final long[] seen;
    private final int[] followers;
    private final @Nullable ElementBuffer[] buffers;
    private final @Nullable EntryNames[] names;
    private @Nullable ConstructorArguments arguments;
    private @Nullable Record constructed;

    Scratch(int words, int places, int buffers) {
        this.seen = new long[words];
        this.followers = new int[places];
        this.buffers = buffers == 0 ? NO_BUFFERS : new ElementBuffer[buffers];
        this.names = buffers == 0 ? NO_NAMES : new EntryNames[buffers];
    }

    /** Keeps the arguments of a constructor while it runs. */
    ConstructorArguments arguments() {
        ConstructorArguments known = arguments;
        if (known == null) {
            known = new ConstructorArguments();
            arguments = known;
        }
        return known;
    }

    /** The record that was created last, by its constructor or by databind; null if there is none. */
    @Nullable
    Record constructed() {
        return constructed;
    }

    void setConstructed(Record record) {
        constructed = record;
    }

    /** The names of the entries in a buffer. */
    EntryNames names(int number) {
        EntryNames known = names[number];
        if (known == null) {
            known = new EntryNames();
            names[number] = known;
        }
        return known;
    }

    /** Collects the elements of a component, or of the one with this number in the record that is being decoded. */
    ElementBuffer buffer(int number, Field field, Arena arena) {
        ElementBuffer buffer = buffers[number];
        if (buffer == null) {
            buffer = new ElementBuffer(arena, field);
            buffers[number] = buffer;
        }
        return buffer;
    }

    /** For {@link FieldMarks}. */
    long[] seen() {
        return seen;
    }

    /** For {@link NameOrder}. */
    int[] followers() {
        return followers;
    }

    /** The amount that a kind of record needs. */
    static final class Space {
        private final List<NameOrder> orders = new ArrayList<>();
        private final Set<Type> around = new HashSet<>();
        private int words;
        private int places;
        private int buffers;

        /** Notes that a type is being planned. Returns whether it is not within itself. */
        boolean enter(Type type) {
            return around.add(type);
        }

        void leave(Type type) {
            around.remove(type);
        }

        /** The number of one more buffer. */
        int buffer() {
            return buffers++;
        }

        FieldMarks marks(int fields) {
            int from = words;
            words += (fields + Long.SIZE - 1) / Long.SIZE;
            return new FieldMarks(from, words);
        }

        NameOrder order(int names) {
            var order = new NameOrder(places, names);
            places += names + 1;
            orders.add(order);
            return order;
        }

        Scratch allocate() {
            var scratch = new Scratch(words, places, buffers);
            for (int i = 0; i < orders.size(); i++) { // an iterator would be garbage for each document
                orders.get(i).reset(scratch.followers);
            }
            return scratch;
        }
    }
}
