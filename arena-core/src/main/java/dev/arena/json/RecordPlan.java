package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
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
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.deser.SettableBeanProperty;

import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;

/**
 * Decodes objects into rows of a record class: which name belongs to which component is what databind has found out. Values are
 * written straight into the row. No record is made of them unless its constructor does more than assign them.
 */
final class RecordPlan implements RowReader {
    private final RecordLayout<?> layout;
    private final boolean hasPlainConstructor;
    private final PropertyNameMatcher matcher;
    private final Utf8Names utf8Names;

    /** By the index that the matcher finds: the names, and what they belong to. */
    private final SerializableString[] names;
    private final FieldPlan[] byMatch;

    /** In the order of the bits that say which were seen. */
    private final FieldPlan[] fields;

    /** The bits of the first 64, which are kept in a local variable; and what keeps those of more, if there are more. */
    private final long all;
    private final FieldMarks marks;
    private final boolean isWide;
    private final NameOrder order;
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
        plans.forEach(plan -> byName.put(plan.name(), plan)); // first, as these are guessed first
        plans.forEach(plan -> plan.names().forEach(name -> byName.put(name, plan)));
        this.fields = Stream.concat(plans.stream(), unread.stream()).toArray(FieldPlan[]::new);
        this.all = Stream.of(fields).mapToLong(FieldPlan::bit).reduce(0, (a, b) -> a | b);
        this.isWide = fields.length > Long.SIZE;
        this.marks = space.marks(isWide ? fields.length : 0);
        this.matcher = factory.constructNameMatcher(byName.keySet().stream().map(Named::fromString).toList(), false);
        this.utf8Names = new Utf8Names(matcher);
        this.names = Stream.of(matcher.nameLookup()).map(SerializedString::new).toArray(SerializableString[]::new);
        this.byMatch = Stream.of(matcher.nameLookup()).map(byName::get).toArray(FieldPlan[]::new);
        this.order = space.order(byMatch.length);
    }

    /**
     * A plan that reads what a deserializer does, or null if only that deserializer can.
     *
     * @param space is told what a decoding by the plan must have
     */
    static @Nullable RecordPlan of(RecordLayout<?> layout, ValueDeserializer<?> deserializer, BoundMapper mapper,
            Scratch.Space space) {
        StandardDeserializer standard = StandardDeserializer.of(deserializer, layout.type());
        DeserializationContextExt context = mapper.readContext();
        if (standard == null || context.getConfig().getProblemHandlers() != null
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
            return null; // as a constructor needs objects, databind makes them all
        }
        List<FieldPlan> unread = unread(layout, standard, plans, mapper, space);
        return new RecordPlan(layout, plans, unread, standard, standard.otherNames(context), mapper.factory(), space);
    }

    /** Plans of components that have no member but are neither zero nor null. */
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
        JsonParser parser = decoding.parser();
        Utf8JsonReader reader = decoding.reader();
        int[] followers = decoding.scratch().followers();
        long most = decoding.limits().maxObjectLength();
        long seen = 0;
        long members = 0;
        int place = order.start();
        if (isWide) {
            marks.clear(decoding.scratch().seen());
        }
        while (true) {
            int guess = followers[place];
            int match = reader != null ? reader.nextName(utf8Names, guess) : nextName(parser, guess);
            if (match != guess) {
                if (match == PropertyNameMatcher.MATCH_END_OBJECT) {
                    break;
                }
                if (match >= 0) {
                    followers[place] = match;
                }
            }
            if (++members > most) {
                throw decoding.exceeded(JsonLimit.OBJECT_LENGTH, most);
            }
            if (match < 0) {
                skip(decoding, match);
                continue;
            }
            place = order.after(match);
            FieldPlan field = byMatch[match];
            long bit = field.bit();
            if ((seen & bit) != 0 || (bit == 0 && marks.mark(decoding.scratch().seen(), field.index()))) {
                field.value().clear(rows, row);
            }
            seen |= bit;
            if (reader == null || !field.value().decodeNext(reader, decoding, rows, row, text)) {
                field.value().decode(decoding, parser.nextToken(), rows, row, text);
            }
        }
        decoding.countValues(members);
        if (seen != all || isWide) {
            addAbsent(decoding, seen, rows, row, text);
        }
        if (!hasPlainConstructor) {
            construct(decoding, layout, rows, row, text);
        }
    }

    private int nextName(JsonParser parser, int guess) {
        return parser.nextName(names[guess]) ? guess : parser.currentNameMatch(matcher);
    }

    /** Makes the record, so that its constructor may refuse or change what was decoded, and writes it to the row again. */
    private static <R extends Record> void construct(Decoding decoding, RecordLayout<R> layout, MemorySegment rows,
            long row, Utf8Builder text) {
        R made;
        try {
            made = layout.read(rows, row, text.segment());
        } catch (RuntimeException e) {
            if (!rows.scope().isAlive()) {
                throw e;
            }
            throw decoding.wrong(Decoding.unfit(layout.type()), e);
        }
        try {
            layout.write(rows, row, made, text);
        } catch (MalformedTextException | JacksonException e) {
            throw decoding.wrong(Decoding.unfit(layout.type()), e);
        }
    }

    private void skip(Decoding decoding, int match) {
        if (match != PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
            throw decoding.expected("the name of a member");
        }
        String refusal = others.refusal(decoding.parser().currentName(), typeName);
        if (refusal != null) {
            throw decoding.wrong(refusal);
        }
        decoding.next();
        decoding.skipValue();
    }

    private void addAbsent(Decoding decoding, long seen, MemorySegment rows, long row, Utf8Builder text) {
        for (FieldPlan field : fields) {
            if (!field.isZeroIfAbsent() && (seen & field.bit()) == 0
                    && !marks.isMarked(decoding.scratch().seen(), field.index())) {
                field.value().set(decoding, absent(decoding, field), rows, row, text);
            }
        }
    }

    private @Nullable Object absent(Decoding decoding, FieldPlan field) {
        try {
            return deserializer.absent(field.property(), decoding.parser(), decoding.databind());
        } catch (RuntimeException e) {
            throw decoding.failed(e, "There is no value for " + field.name());
        }
    }
}
