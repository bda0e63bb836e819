package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.core.JsonParser;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;

/**
 * How objects are decoded into rows of a record class: which name belongs to which component. Made once for a class. Values are
 * written straight into the row, so that no record is ever built.
 */
final class RecordPlan {
    private final PropertyNameMatcher matcher;

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
    private final String typeName;
    private final boolean failOnUnknown;
    private final boolean failOnAbsent;
    private final boolean failOnDuplicate;

    private RecordPlan(RecordLayout<?> layout, DecodingSettings settings, JsonFactory factory, Scratch.Space space) {
        this.typeName = layout.type().getSimpleName();
        this.failOnUnknown = settings.failOnUnknownFields();
        this.failOnAbsent = settings.failOnAbsentFields();
        this.failOnDuplicate = settings.failOnDuplicateNames();
        List<FieldPlan> plans = new ArrayList<>();
        Map<String, FieldPlan> byName = new LinkedHashMap<>();
        for (Field field : layout.fields()) {
            PropertyName name = PropertyName.ofComponent(layout.type(), field.name());
            if (name.read()) {
                RecordLayout<?> nested = field.nested();
                var plan = new FieldPlan(field, name, plans.size(), settings,
                        nested == null ? null : new RecordPlan(nested, settings, factory, space));
                plans.add(plan);
                put(byName, name.name(), plan);
            }
        }
        plans.forEach(plan -> plan.name().aliases().forEach(alias -> put(byName, alias, plan)));
        if (plans.isEmpty()) {
            throw new IllegalArgumentException(typeName + " has no component that is read");
        }
        this.fields = plans.toArray(FieldPlan[]::new);
        this.all = plans.stream().mapToLong(FieldPlan::bit).reduce(0, (a, b) -> a | b);
        this.isWide = fields.length > Long.SIZE;
        this.marks = space.marks(isWide ? fields.length : 0);
        this.matcher = factory.constructNameMatcher(byName.keySet().stream().map(Named::fromString).toList(), false);
        this.names = Stream.of(matcher.nameLookup()).map(SerializedString::new).toArray(SerializableString[]::new);
        this.byMatch = Stream.of(matcher.nameLookup()).map(byName::get).toArray(FieldPlan[]::new);
        this.order = space.order(byMatch.length);
    }

    private void put(Map<String, FieldPlan> byName, String name, FieldPlan plan) {
        FieldPlan other = byName.putIfAbsent(name, plan);
        if (other != null && other != plan) {
            throw new IllegalArgumentException("Two components of " + typeName + " are called " + name);
        }
    }

    /** The plan for rows of a layout; the space is told what a decoding by it must have. */
    static RecordPlan of(RecordLayout<?> layout, DecodingSettings settings, JsonFactory factory,
            Scratch.Space space) {
        return new RecordPlan(layout, settings, factory, space);
    }

    /**
     * Decodes the object that begins with the current token.
     *
     * @param rows memory of the row, which is zero
     * @param row  where it begins, in bytes
     * @param text takes what the row refers to
     */
    void decode(Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        JsonParser parser = decoding.parser();
        int[] followers = decoding.scratch().followers();
        long most = decoding.limits().maxObjectLength();
        long seen = 0;
        long members = 0;
        int place = order.start();
        if (isWide) {
            marks.clear(decoding.scratch().seen());
        }
        while (true) {
            int match = followers[place];
            if (!parser.nextName(names[match])) {
                match = parser.currentNameMatch(matcher);
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
                again(decoding, field, rows, row);
            }
            seen |= bit;
            field.decode(decoding, parser.nextToken(), rows, row, text);
        }
        decoding.countValues(members);
        if (seen != all || isWide) {
            addAbsent(decoding, seen, rows, row, text);
        }
    }

    private void again(Decoding decoding, FieldPlan field, MemorySegment rows, long row) {
        if (failOnDuplicate) {
            throw decoding.wrong("A second " + field.name().name() + " in the same " + typeName);
        }
        field.clear(rows, row);
    }

    private void skip(Decoding decoding, int match) {
        if (match != PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
            throw decoding.expected("the name of a member");
        }
        if (failOnUnknown) {
            throw decoding.wrong(typeName + " has no component of this name");
        }
        decoding.next();
        decoding.skipValue();
    }

    private void addAbsent(Decoding decoding, long seen, MemorySegment rows, long row, Utf8Builder text) {
        for (FieldPlan field : fields) {
            if ((seen & field.bit()) == 0 && !marks.isMarked(decoding.scratch().seen(), field.index())) {
                if (failOnAbsent || field.name().required()) {
                    throw decoding.wrong(typeName + " needs " + field.name().name() + ", which is absent");
                }
                field.writeDefault(rows, row, text);
            }
        }
    }
}
