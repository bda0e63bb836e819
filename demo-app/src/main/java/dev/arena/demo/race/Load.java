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

package dev.arena.demo.race;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Clients that send the requests of a race. Each client sends its next request when it has received the previous response, and
 * a little later after a refusal. Another thread may cancel the load.
 */
final class Load {
    private static final int OK = 200;
    private static final Set<Integer> REFUSALS = Set.of(413, 503);
    private static final int BACK_OFF_MILLIS = 50;

    private final int port;
    private final RaceOrder order;
    private final Job job;
    private final byte[] body;
    private final Set<Client> open = ConcurrentHashMap.newKeySet();
    private volatile boolean brokenOff;

    Load(int port, RaceOrder order) throws IOException {
        this.port = port;
        this.order = order;
        this.job = order.job();
        this.body = Body.of(job, order.rows());
    }

    /** The responses of several turns. */
    static final class Answers {
        private final List<long[]> nanos = new ArrayList<>();
        private long refused;
        private long failed;
        private long clientBytes;
        private long tookNanos;

        long served() {
            return nanos.stream().mapToLong(it -> it.length).sum();
        }

        long refused() {
            return refused;
        }

        long failed() {
            return failed;
        }

        long all() {
            return served() + refused + failed;
        }

        /** Heap memory that the clients have allocated. */
        long clientBytes() {
            return clientBytes;
        }

        double perSecond() {
            return tookNanos == 0 ? 0 : served() / (tookNanos / 1e9);
        }

        /** Returns percentiles of the response times, in milliseconds, as nearest ranks. They are 0 without responses. */
        double[] percentileMillis(double... shares) {
            long[] sorted = nanos.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return Arrays.stream(shares).map(share -> sorted.length == 0
                    ? 0
                    : sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)] / 1e6)
                    .toArray();
        }

        private synchronized void add(ClientAnswers more) {
            nanos.add(Arrays.copyOf(more.nanos, more.served));
            refused += more.refused;
            failed += more.failed;
            clientBytes += more.allocatedBytes;
        }
    }

    /** The responses of one client. */
    private static final class ClientAnswers {
        private long[] nanos = new long[64];
        private int served;
        private long refused;
        private long failed;
        private long allocatedBytes;

        void serve(long took) {
            if (served == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * served);
            }
            nanos[served++] = took;
        }
    }

    /** The checksum of an engine's response. */
    long checksum(Engine engine) throws IOException {
        try (var client = new Client(port)) {
            int status = client.exchange(head(engine), body);
            if (status != OK) {
                throw new IOException("The server answered " + status);
            }
            return client.checksum();
        }
    }

    /**
     * Puts an engine under load for some time, and adds the responses.
     *
     * @throws IOException if the load was cancelled, or no request had a response
     */
    void run(Engine engine, Duration time, Answers answers) throws IOException, InterruptedException {
        byte[] head = head(engine);
        long begin = System.nanoTime();
        List<Callable<ClientAnswers>> clients = new ArrayList<>();
        for (int i = 0; i < order.clients(); i++) {
            clients.add(() -> send(head, begin + time.toNanos()));
        }
        try (ExecutorService threads = Executors
                .newThreadPerTaskExecutor(Thread.ofPlatform().name("race-client-", 0).factory())) {
            for (Future<ClientAnswers> client : threads.invokeAll(clients)) {
                answers.add(client.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("A client failed: " + e.getCause(), e);
        }
        answers.tookNanos += System.nanoTime() - begin;
        if (brokenOff) {
            throw new IOException("Broken off");
        }
        if (answers.served() + answers.refused == 0) {
            throw new IOException("No request was answered");
        }
    }

    private ClientAnswers send(byte[] head, long end) throws InterruptedException {
        var answers = new ClientAnswers();
        while (System.nanoTime() < end && !brokenOff) {
            try (var client = new Client(port)) {
                open.add(client);
                try {
                    send(client, head, end, answers);
                } finally {
                    open.remove(client);
                }
            } catch (IOException e) { // a server that has run out of memory closes connections
                answers.failed++;
                TimeUnit.MILLISECONDS.sleep(BACK_OFF_MILLIS);
            }
        }
        answers.allocatedBytes = Meter.allocatedByThisThread();
        return answers;
    }

    private void send(Client client, byte[] head, long end, ClientAnswers answers)
            throws IOException, InterruptedException {
        for (long start = System.nanoTime(); start < end && !brokenOff; start = System.nanoTime()) {
            int status = client.exchange(head, body);
            if (status == OK) {
                answers.serve(System.nanoTime() - start);
            } else if (REFUSALS.contains(status)) {
                answers.refused++;
                TimeUnit.MILLISECONDS.sleep(BACK_OFF_MILLIS);
            } else {
                answers.failed++;
            }
        }
    }

    private byte[] head(Engine engine) {
        String target = job.target(engine, order.rows()) + " HTTP/1.1\r\nHost: localhost\r\n";
        String head = job.bodyType() == null
                ? "GET " + target + "\r\n"
                : "POST " + target + "Content-Type: " + job.bodyType() + "\r\nContent-Length: " + body.length
                        + "\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    /** Makes {@link #run} fail soon. Any thread may call this method. */
    void breakOff() {
        brokenOff = true;
        for (Client client : open) {
            try {
                client.close();
            } catch (IOException e) {
                // it is closed all the same
            }
        }
    }
}
