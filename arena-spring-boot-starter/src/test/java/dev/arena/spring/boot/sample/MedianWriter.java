package dev.arena.spring.boot.sample;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.stereotype.Component;

import dev.arena.Arena;
import dev.arena.collect.DoubleVec;
import dev.arena.spring.boot.WithArena;

@Component
class MedianWriter implements ItemWriter<Double> {
    private final Arena arena; // of whatever call the thread is in
    private final List<Double> medians = new CopyOnWriteArrayList<>();

    MedianWriter(Arena arena) {
        this.arena = arena;
    }

    @Override
    @WithArena(byteBudget = "4MB")
    public void write(Chunk<? extends Double> temperatures) {
        var sorted = new DoubleVec(arena, temperatures.size());
        temperatures.forEach(sorted::add);
        sorted.sort();
        medians.add(sorted.get(sorted.size() / 2)); // what outlives the call is copied out
    }

    List<Double> medians() {
        return medians;
    }
}
