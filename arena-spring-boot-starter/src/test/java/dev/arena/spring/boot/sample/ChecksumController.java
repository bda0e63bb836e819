package dev.arena.spring.boot.sample;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.Arena;

@RestController
class ChecksumController {
    private final Arena arena; // of whatever request the calling thread is handling

    ChecksumController(Arena arena) {
        this.arena = arena;
    }

    @PostMapping("/checksum")
    long checksum(InputStream body) throws IOException {
        MemorySegment bytes = arena.allocate(1024, 1);
        long length = 0;
        for (int b = body.read(); b >= 0; b = body.read()) {
            if (length == bytes.byteSize()) {
                bytes = arena.grow(bytes, 2 * length, 1); // in place if possible, within the budget
            }
            bytes.set(ValueLayout.JAVA_BYTE, length++, (byte) b);
        }
        return sum(bytes.asSlice(0, length));
    } // nothing to free: the arena ends with the request

    private static long sum(MemorySegment bytes) {
        long sum = 0;
        for (long i = 0; i < bytes.byteSize(); i++) {
            sum = 31 * sum + bytes.get(ValueLayout.JAVA_BYTE, i);
        }
        return sum;
    }
}
