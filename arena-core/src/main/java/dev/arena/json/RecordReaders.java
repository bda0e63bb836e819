package dev.arena.json;

import java.lang.reflect.Type;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What records are read by, made once for each type. For any number of threads. */
final class RecordReaders {
    private final LazyMapper mapper;
    private final ClassValue<RecordReader<?>> ofClasses;
    private final ConcurrentMap<Type, RecordReader<?>> ofOthers = new ConcurrentHashMap<>();

    RecordReaders(LazyMapper mapper) {
        this.mapper = mapper;
        this.ofClasses = new ClassValue<>() {
            @Override
            protected RecordReader<?> computeValue(Class<?> type) {
                return make(type);
            }
        };
    }

    private RecordReader<?> make(Type type) {
        var reader = new RecordReader<>(type, mapper.bound());
        ArenaJson.log(reader.layout(), "reads", reader::way);
        return reader;
    }

    @SuppressWarnings("unchecked")
    <R extends Record> RecordReader<R> of(Class<R> type) {
        return (RecordReader<R>) ofClasses.get(type);
    }

    RecordReader<?> of(Type type) {
        return type instanceof Class<?> known ? ofClasses.get(known) : ofOthers.computeIfAbsent(type, this::make);
    }
}
