package dev.arena.benchmarks.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * A closed loop: some connections, each of which sends its next request when the answer to the one before has come. Such a loop
 * sends less while the server is slow, so its high percentiles are kinder than those that clients see who do not wait.
 */
final class Load {
    private final int port;
    private final int connections;

    Load(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /** How long each request took. */
    static final class Latencies {
        private final long[] nanos;
        private final long tookNanos;

        /** Those of requests that took so long, which were sent and answered within {@code tookNanos}. */
        private Latencies(LongStream nanos, long tookNanos) {
            this.nanos = nanos.sorted().toArray();
            this.tookNanos = tookNanos;
        }

        int count() {
            return nanos.length;
        }

        double perSecond() {
            return nanos.length / (tookNanos / 1e9);
        }

        /** The time within which a share of the requests was answered, in milliseconds: the nearest rank. */
        double percentileMs(double share) {
            int rank = (int) Math.ceil(share * nanos.length);
            return nanos[Math.clamp(rank - 1, 0, nanos.length - 1)] / 1e6;
        }

        static Latencies of(List<Latencies> rounds) {
            return new Latencies(rounds.stream().flatMapToLong(round -> Arrays.stream(round.nanos)),
                    rounds.stream().mapToLong(round -> round.tookNanos).sum());
        }
    }

    /** Sends one request again and again, for so long. */
    Latencies run(byte[] request, long seconds) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        List<Callable<List<Long>>> loops = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            loops.add(() -> loop(request, end));
        }
        List<Long> nanos = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(connections)) {
            for (Future<List<Long>> loop : executor.invokeAll(loops)) {
                nanos.addAll(loop.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("A request failed", e.getCause());
        }
        return new Latencies(nanos.stream().mapToLong(Long::longValue), System.nanoTime() - begin);
    }

    private List<Long> loop(byte[] request, long end) throws IOException {
        List<Long> nanos = new ArrayList<>();
        try (var connection = new Connection(port)) {
            for (long start = System.nanoTime(); start < end;) {
                connection.exchange(request);
                long now = System.nanoTime();
                nanos.add(now - start);
                start = now;
            }
        }
        return nanos;
    }
}
