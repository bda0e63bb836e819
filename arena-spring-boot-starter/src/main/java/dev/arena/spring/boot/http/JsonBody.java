package dev.arena.spring.boot.http;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

import dev.arena.Arena;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordRows;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringSet;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonInput;
import dev.arena.json.JsonValue;
import dev.arena.text.Utf8String;

/**
 * Which types are bodies of JSON in arena memory, and how they are read. A record is one only if it has a component that needs one, a
 * {@link Utf8String}; ordinary records are none of our business.
 */
final class JsonBody {
    private static final Map<Class<?>, Reader> READERS = Map.of(
            JsonValue.class, ArenaJson::readValue,
            IntVec.class, ArenaJson::readInts,
            LongVec.class, ArenaJson::readLongs,
            DoubleVec.class, ArenaJson::readDoubles);

    private static final Set<Class<?>> WRITABLE = Set.of(JsonValue.class, IntVec.class, LongVec.class, DoubleVec.class,
            StringSet.class, LongSet.class, StringLongMap.class);

    private static final ClassValue<Boolean> NEEDS_ARENA = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return needsArena(type, new HashSet<>());
        }
    };

    private JsonBody() {}

    /** Reads a body. */
    @FunctionalInterface
    interface Reader {
        Object read(ArenaJson json, JsonInput in, Arena arena);
    }

    /** How to read a type, or null for types that are left to others. */
    static @Nullable Reader reader(ResolvableType type, boolean ndjson) {
        Class<?> raw = type.toClass();
        if (raw == RecordVec.class) {
            Class<?> element = type.getGeneric().toClass();
            if (!element.isRecord()) {
                return null;
            }
            Class<? extends Record> record = element.asSubclass(Record.class);
            return ndjson
                    ? (json, in, arena) -> json.readRecordLines(in, record, arena)
                    : (json, in, arena) -> json.readRecords(in, record, arena);
        }
        if (ndjson) {
            return null;
        }
        if (raw.isRecord() && NEEDS_ARENA.get(raw)) {
            Class<? extends Record> record = raw.asSubclass(Record.class);
            return (json, in, arena) -> json.readRecord(in, record, arena);
        }
        return READERS.get(raw);
    }

    /** Whether a value of a type is written here. */
    static boolean isWritable(Class<?> type, boolean ndjson) {
        if (RecordRows.class.isAssignableFrom(type)) {
            return true;
        }
        return !ndjson && (WRITABLE.contains(type) || (type.isRecord() && NEEDS_ARENA.get(type)));
    }

    private static boolean needsArena(Class<?> type, Set<Class<?>> seen) {
        if (type == Utf8String.class) {
            return true;
        }
        if (type.isRecord() && seen.add(type)) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (needsArena(component.getType(), seen)) {
                    return true;
                }
            }
        }
        return false;
    }
}
