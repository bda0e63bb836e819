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

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.deser.SettableBeanProperty;

import dev.arena.collect.RecordVec;
import dev.arena.json.token.BlockParser;
import dev.arena.json.token.Utf8JsonReader;
import dev.arena.json.token.Utf8Names;
import dev.arena.record.ConstructorArguments;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;

/**
 * Decodes objects into rows of a record class. Databind has determined the names of the components. The plan writes values
 * directly to the row. It creates a record only if the constructor does more than assign its parameters.
 */
final class RecordPlan implements RowReader {
    private final RecordLayout<?> layout;
    private final boolean hasPlainConstructor;
    private final PropertyNameMatcher matcher;
    private final Utf8Names utf8Names;

    /** The names and their components, by the index that the matcher returns. */
    private final SerializableString[] names;
    private final FieldPlan[] byMatch;

    /** The components in the order of their bits. */
    private final FieldPlan[] fields;

    /** The components that need a value if their member is absent, in the order in which databind requests them. */
    private final FieldPlan[] required;

    /** The bits of the first 64, which are kept in a local variable; and what keeps those of more, if there are more. */
    private final long all;
    private final FieldMarks marks;
    private final boolean isWide;
    private final NameOrder order;

    /** Decodes members in the order of the components, as many as there are; none if there are too many. */
    private final MemberDecoder decoder;
    private final int inOrder;
    private final OtherNames others;
    private final String typeName;
    private final StandardDeserializer deserializer;

    private RecordPlan(RecordLayout<?> layout, List<FieldPlan> plans, List<FieldPlan> unread,
            StandardDeserializer deserializer,
            OtherNames others, JsonFactory factory, Scratch.Space space) {
        this.layout = layout;
        this.hasPlainConstructor = layout.hasPlainConstructor();
        this.typeName = layout.type().getSimpleName();
        this.others = others;
        this.deserializer = deserializer;
        Map<String, FieldPlan> byName = new LinkedHashMap<>();
        plans.forEach(plan -> byName.put(plan.name(), plan)); // first, because the prediction starts with them
        plans.forEach(plan -> plan.names().forEach(name -> byName.put(name, plan)));
        this.fields = Stream.concat(plans.stream(), unread.stream()).toArray(FieldPlan[]::new);
        this.required = Stream.of(fields).filter(it -> !it.isZeroIfAbsent())
                .sorted(Comparator.comparingInt(it -> it.property().getCreatorIndex())).toArray(FieldPlan[]::new);
        this.all = Stream.of(fields).mapToLong(FieldPlan::bit).reduce(0, (a, b) -> a | b);
        this.isWide = fields.length > Long.SIZE;
        this.marks = space.marks(isWide ? fields.length : 0);
        this.matcher = factory.constructNameMatcher(byName.keySet().stream().map(Named::fromString).toList(), false);
        this.utf8Names = new Utf8Names(matcher);
        this.names = Stream.of(matcher.nameLookup()).map(SerializedString::new).toArray(SerializableString[]::new);
        this.byMatch = Stream.of(matcher.nameLookup()).map(byName::get).toArray(FieldPlan[]::new);
        this.order = space.order(byMatch.length);
        this.decoder = MemberDecoderGenerator.decoderFor(utf8Names, plans.stream().map(FieldPlan::value).toList());
        this.inOrder = isWide ? 0 : plans.size();
    }

    /**
     * Returns a plan that is equivalent to a deserializer, or null if there is none.
     *
     * @param space receives the requirements of a decoding by this plan
     */
    static @Nullable RecordPlan of(RecordLayout<?> layout, ValueDeserializer<?> deserializer, BoundMapper mapper,
            Scratch.Space space) {
        StandardDeserializer standard = StandardDeserializer.of(deserializer, layout.type());
        DeserializationContextExt context = mapper.readContext();
        if (standard == null || context.getConfig().getProblemHandlers() != null
                || !context.isEnabled(MapperFeature.CAN_OVERRIDE_ACCESS_MODIFIERS) // then databind refuses some constructors
                || !space.enter(layout.genericType())) {
            return null;
        }
        try {
            return of(layout, standard, mapper, space);
        } finally {
            space.leave(layout.genericType());
        }
    }

    private static @Nullable RecordPlan of(RecordLayout<?> layout, StandardDeserializer standard, BoundMapper mapper,
            Scratch.Space space) {
        DeserializationContextExt context = mapper.readContext();
        List<FieldPlan> plans = new ArrayList<>();
        for (SettableBeanProperty property : standard.properties(context.getActiveView())) {
            List<String> names = standard.readNames(property, context);
            if (!names.isEmpty()) { // otherwise databind ignores them all
                ValuePlan value = ValuePlan.of(layout.fields().get(property.getCreatorIndex()), property, mapper,
                        space);
                plans.add(new FieldPlan(names, property, value,
                        value.isStandard() && standard.isZeroIfAbsent(property, context), plans.size()));
            }
        }
        if (plans.isEmpty()
                || (!layout.hasPlainConstructor() && !plans.stream().allMatch(it -> it.value().isStandard()))) {
            return null; // a constructor needs objects, so databind creates all of them
        }
        List<FieldPlan> unread = unread(layout, standard, plans, mapper, space);
        return new RecordPlan(layout, plans, unread, standard, standard.otherNames(context), mapper.factory(), space);
    }

    /** The plans of components whose absent value is neither zero nor null. */
    private static List<FieldPlan> unread(RecordLayout<?> layout, StandardDeserializer standard,
            List<FieldPlan> plans, BoundMapper mapper, Scratch.Space space) {
        DeserializationContextExt context = mapper.readContext();
        Set<Integer> read = plans.stream().map(it -> it.property().getCreatorIndex()).collect(Collectors.toSet());
        List<FieldPlan> unread = new ArrayList<>();
        for (SettableBeanProperty property : standard.parameters(context)) {
            if (!read.contains(property.getCreatorIndex()) && !standard.isZeroIfAbsent(property, context)) {
                ValuePlan value = ValuePlan.of(layout.fields().get(property.getCreatorIndex()), property, mapper,
                        space);
                unread.add(new FieldPlan(List.of(property.getName()), property, value, false,
                        plans.size() + unread.size()));
            }
        }
        return unread;
    }

    /** How a component is read. */
    JsonComponent.Way way(Field component) {
        return Stream.of(byMatch).filter(it -> it.property().getCreatorIndex() == component.index()).findFirst()
                .map(it -> it.value().isStandard() ? JsonComponent.Way.DIRECT : JsonComponent.Way.DATABIND)
                .orElse(JsonComponent.Way.NONE);
    }

    @Override
    public void decode(Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        if (isWide) {
            marks.clear(decoding.scratch().seen());
        }
        Utf8JsonReader reader = decoding.reader();
        long seen = reader == null
                ? decodeTokens(decoding, rows, row, text)
                : decodeBlock(reader, 0, decoding, rows, row, text);
        complete(decoding, seen, rows, row, text);
    }

    /** Decodes the next value if it is an object. Returns whether it is. If not, nothing has changed. */
    boolean decodeNext(Utf8JsonReader reader, Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        int at = reader.valueOffset();
        byte[] block = reader.block();
        if (at < 0 || block[at] != '{' || !reader.mayEnter()) {
            return false;
        }
        int limit = reader.limit();
        int match = decoding.scratch().followers()[order.start()];
        long found = match >= inOrder
                ? 0
                : decoder.decode(match, block, at + 1, limit, false, decoding, rows, row, text);
        int count = (int) (found >>> Integer.SIZE);
        int end = (int) found;
        if (count > 0 && end < limit && block[end] == '}' && count <= decoding.limits().maxObjectLength()) {
            reader.takeObject(end);
            decoding.countValues(count);
            complete(decoding, bits(match, count), rows, row, text);
            return true;
        }
        if (isWide) {
            marks.clear(decoding.scratch().seen());
        }
        reader.enter(false, at);
        complete(decoding, decodeBlock(reader, found, decoding, rows, row, text), rows, row, text);
        return true;
    }

    /**
     * Decodes objects that follow one another in the block, as long as each has all members in the expected order; of the first that has not,
     * the rest is decoded too.
     *
     * @param  areLines whether each begins a line, and is a document; otherwise they are elements of the array that the reader is in
     * @param  most     how many at most
     * @return          how many rows were added
     */
    long decodeObjects(Utf8JsonReader reader, boolean areLines, Decoding decoding, RecordVec<?> rows, long most,
            Utf8Builder text) {
        int at = reader.offset();
        int match = decoding.scratch().followers()[order.start()];
        if (at < 0 || reader.isFirst() || !reader.mayEnter() || !hasPlainConstructor || match >= inOrder
                || inOrder > decoding.limits().maxObjectLength()) {
            return 0;
        }
        byte separator = (byte) (areLines ? '\n' : ',');
        byte[] block = reader.block();
        int limit = reader.limit();
        int untold = 0;
        int start = 0;
        long added = 0;
        while (added < most && limit - at > 2 && block[at] == separator && block[at + 1] == '{') {
            long row = rows.addRow();
            long textStart = text.byteLength();
            added++;
            long found = decoder.decode(match, block, at + 2, limit, false, decoding, rows.rows(), row, text);
            if (!isWhole(match, found, block, limit)) {
                if (untold > 0) {
                    reader.takeObjects(untold, start, at, areLines);
                    untold = 0;
                }
                if (reader.refill()) { // the whole object may be in the block now
                    text.truncate(textStart);
                    decoding.expect(rows, text, reader.bytesBefore());
                    limit = reader.limit();
                    at = reader.offset();
                    found = decoder.decode(match, block, at + 2, limit, false, decoding, rows.rows(), row, text);
                }
                at = reader.offset();
            }
            int end = (int) found;
            start = at + 1;
            if (!isWhole(match, found, block, limit)) {
                decoding.countValue();
                reader.foundObject(start, areLines);
                complete(decoding, decodeBlock(reader, found, decoding, rows.rows(), row, text), rows.rows(), row,
                        text);
                return added;
            }
            decoding.countValues(inOrder + 1L);
            at = end + 1;
            untold++;
        }
        if (untold > 0) {
            reader.takeObjects(untold, start, at, areLines);
        }
        return added;
    }

    /** Whether the decoder has found all members, and the end of the object after them. */
    private boolean isWhole(int match, long found, byte[] block, int limit) {
        int count = (int) (found >>> Integer.SIZE);
        int end = (int) found;
        return count > 0 && end < limit && block[end] == '}' && bits(match, count) == all;
    }

    /** Returns the bits of a number of fields, at least one. */
    private static long bits(int from, int count) {
        return -1L >>> (Long.SIZE - count) << from;
    }

    private void complete(Decoding decoding, long seen, MemorySegment rows, long row, Utf8Builder text) {
        if (seen != all || isWide) {
            addAbsent(decoding, seen, rows, row, text);
        }
        if (!hasPlainConstructor) {
            decoding.scratch().setConstructed(construct(decoding, layout, rows, row, text));
        }
    }

    /** Decodes the tokens of any parser. Returns the bits of the fields that were seen. */
    private long decodeTokens(Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        JsonParser parser = decoding.parser();
        int[] followers = decoding.scratch().followers();
        long seen = 0;
        long members = 0;
        int place = order.start();
        Map<FieldPlan, JsonDecodingException> refused = null;
        while (true) {
            int guess = followers[place];
            int match = parser.nextName(names[guess]) ? guess : parser.currentNameMatch(matcher);
            if (match == PropertyNameMatcher.MATCH_END_OBJECT) {
                requireOthers(refused, seen, decoding);
                return seen;
            }
            decoding.countMember(++members);
            if (match == PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
                match = matchInAnyCase(decoding);
            }
            if (match < 0) {
                skip(decoding, match);
                continue;
            }
            followers[place] = match;
            place = order.after(match);
            FieldPlan field = byMatch[match];
            seen = mark(field, seen, decoding, rows, row);
            JsonDecodingException refusal = field.value().decode(decoding, parser.nextToken(), rows, row, text);
            if (refusal != null) {
                refused = added(refused, field, refusal);
                seen = unmark(field, seen, decoding);
            }
        }
    }

    private static Map<FieldPlan, JsonDecodingException> added(@Nullable Map<FieldPlan, JsonDecodingException> refused,
            FieldPlan field, JsonDecodingException refusal) {
        Map<FieldPlan, JsonDecodingException> all = refused == null ? new LinkedHashMap<>() : refused;
        all.put(field, refusal);
        return all;
    }

    /** Throws the first refusal of a value that no other member has replaced. */
    private void requireOthers(@Nullable Map<FieldPlan, JsonDecodingException> refused, long seen, Decoding decoding) {
        if (refused != null) {
            refused.forEach((field, refusal) -> {
                if (!isSeen(field, seen, decoding)) {
                    throw refusal;
                }
            });
        }
    }

    /** Clears a field that was seen before. Returns the bits with that of the field. */
    private long mark(FieldPlan field, long seen, Decoding decoding, MemorySegment rows, long row) {
        long bit = field.bit();
        if ((seen & bit) != 0 || (bit == 0 && marks.mark(decoding.scratch().seen(), field.index()))) {
            field.value().clear(rows, row);
        }
        return seen | bit;
    }

    private long unmark(FieldPlan field, long seen, Decoding decoding) {
        if (field.bit() == 0) {
            marks.unmark(decoding.scratch().seen(), field.index());
        }
        return seen & ~field.bit();
    }

    private boolean isSeen(FieldPlan field, long seen, Decoding decoding) {
        return (seen & field.bit()) != 0 || marks.isMarked(decoding.scratch().seen(), field.index());
    }

    /**
     * Decodes from the block. Expected members are found by an offset in a local variable, several at once if they are in the
     * order of the components. The reader's state is updated before any other call.
     *
     * @param first what the decoder has found already from the first name on that is expected, or 0
     */
    private long decodeBlock(Utf8JsonReader reader, long first, Decoding decoding, MemorySegment rows, long row,
            Utf8Builder text) {
        int[] followers = decoding.scratch().followers();
        long most = decoding.limits().maxObjectLength();
        byte[] block = reader.block();
        int limit = reader.limit();
        int at = reader.offset();
        long seen = 0;
        long members = 0;
        int place = order.start();

        /* Of the members that the reader has not been told: how many, the name of the last one, and where its value begins. */
        int untold = 0;
        int last = 0;
        int lastValue = 0;
        Map<FieldPlan, JsonDecodingException> refused = null;
        while (true) {
            int match = followers[place];
            if (at >= 0 && match < inOrder && seen >>> match == 0) {
                long found = members == 0 && first != 0
                        ? first
                        : decoder.decode(match, block, at, limit, members > 0, decoding, rows, row, text);
                int count = (int) (found >>> Integer.SIZE);
                if (count > 0) {
                    at = (int) found;
                    seen |= bits(match, count);
                    members += count;
                    untold += count;
                    last = match + count - 1;
                    lastValue = decoding.lastValue();
                    place = order.after(last);
                    match = followers[place];
                }
                if (at < limit && block[at] == '}' && members > 0 && reader.isOpen()) {
                    reader.leave(BlockParser.END_OBJECT, at);
                    break;
                }
            }
            if (untold > 0) {
                reader.takeMembers(untold, utf8Names, last, lastValue, at);
                untold = 0;
            }
            match = reader.nextName(utf8Names, match);
            if (match == PropertyNameMatcher.MATCH_END_OBJECT) {
                break;
            }
            if (++members > most) {
                throw decoding.exceeded(JsonLimit.OBJECT_LENGTH, most);
            }
            int inAnyCase = match == PropertyNameMatcher.MATCH_UNKNOWN_NAME ? matchInAnyCase(decoding) : match;
            if (inAnyCase < 0) {
                skip(decoding, match);
            } else {
                FieldPlan field = byMatch[inAnyCase];
                if (inAnyCase == match) {
                    followers[place] = match;
                    place = order.after(match);
                }
                seen = mark(field, seen, decoding, rows, row);
                ValuePlan value = field.value();
                if (!value.decodeNext(reader, decoding, rows, row, text) && !value.takeNull(reader)) {
                    JsonDecodingException refusal = value.decode(decoding, reader.nextToken(), rows, row, text);
                    if (refusal != null) {
                        refused = added(refused, field, refusal);
                        seen = unmark(field, seen, decoding);
                    }
                }
            }
            limit = reader.limit();
            at = reader.offset();
        }
        if (members > most) {
            throw decoding.exceeded(JsonLimit.OBJECT_LENGTH, most);
        }
        decoding.countValues(members);
        requireOthers(refused, seen, decoding);
        return seen;
    }

    /** Creates the record, so that its constructor can reject or change the values, and writes the changes to the row. */
    private static <R extends Record> R construct(Decoding decoding, RecordLayout<R> layout, MemorySegment rows,
            long row, Utf8Builder text) {
        ConstructorArguments arguments = decoding.scratch().arguments();
        R made;
        try {
            made = layout.read(rows, row, text.segment(), arguments);
        } catch (RuntimeException e) {
            if (!rows.scope().isAlive()) {
                throw e;
            }
            throw decoding.wrong(Decoding.unfit(layout.type()), e);
        }
        try {
            layout.writeChanges(rows, row, made, text, arguments);
        } catch (MalformedTextException | JacksonException e) {
            throw decoding.wrong(Decoding.unfit(layout.type()), e);
        }
        return made;
    }

    /** Finds the current name, which is none of the known names, without regard to case if databind does so. */
    private int matchInAnyCase(Decoding decoding) {
        SettableBeanProperty property = deserializer.isCaseInsensitive()
                ? deserializer.inAnyCase(decoding.parser().currentName())
                : null;
        if (property != null) {
            for (int i = 0; i < byMatch.length; i++) {
                if (byMatch[i].property().getCreatorIndex() == property.getCreatorIndex()) {
                    return i;
                }
            }
        }
        return PropertyNameMatcher.MATCH_UNKNOWN_NAME;
    }

    private void skip(Decoding decoding, int match) {
        if (match != PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
            throw decoding.expected("the name of a member");
        }
        if (others.refuse()) {
            String refusal = others.refusal(decoding.parser().currentName(), typeName);
            if (refusal != null) {
                throw decoding.wrong(refusal);
            }
        }
        decoding.next();
        decoding.skipValue();
    }

    private void addAbsent(Decoding decoding, long seen, MemorySegment rows, long row, Utf8Builder text) {
        for (FieldPlan field : required) {
            if (!isSeen(field, seen, decoding)) {
                field.value().set(decoding, absent(decoding, field), rows, row, text);
            }
        }
    }

    private @Nullable Object absent(Decoding decoding, FieldPlan field) {
        String refusal = "There is no value for " + field.name();
        Object value;
        try {
            value = deserializer.absent(field.property(), decoding.parser(), decoding.databind());
        } catch (RuntimeException e) {
            throw decoding.failed(e, refusal, ValuePath.of(decoding.parser()));
        }
        if (value == null && field.property().getType().isPrimitive()) {
            throw decoding.wrong(refusal, null, ValuePath.of(decoding.parser()).pointerTo(field.name()));
        }
        return value;
    }
}
