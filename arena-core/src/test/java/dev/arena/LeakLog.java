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

package dev.arena;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Records the log messages of some pools, and collects garbage until there is one. */
final class LeakLog extends Handler {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final List<String> names;
    private final Logger logger = Logger.getLogger("dev.arena");
    private final BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();

    /** Records messages that contain one of these pool names, because earlier tests may have leaks too. */
    LeakLog(String... names) {
        this.names = List.of(names);
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    /** Collects garbage until there is a message, and returns it. */
    LogRecord await() {
        long start = System.nanoTime();
        try {
            while (System.nanoTime() - start < PATIENCE_NANOS) {
                System.gc();
                LogRecord record = records.poll(50, TimeUnit.MILLISECONDS);
                if (record != null) {
                    return record;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        throw new AssertionError("Nothing was logged");
    }

    /**
     * Collects garbage until every earlier leak must have been reported: until two further leaks have been reported, one after
     * the other. Fails if any other message is logged.
     */
    void awaitNothing() {
        for (int i = 0; i < 2; i++) {
            forgetWitness();
            LogRecord heard = await();
            if (!heard.getMessage().contains("'witness'")) {
                throw new AssertionError("Not expected: " + heard.getMessage(), heard.getThrown());
            }
        }
    }

    private static void forgetWitness() {
        Arena.builder().name("witness").leakDetection(LeakDetection.ALL).build();
    }

    @Override
    public void publish(LogRecord record) {
        String message = record.getMessage();
        if (message.contains("'witness'") || names.stream().anyMatch(name -> message.contains("'" + name + "'"))) {
            records.add(record);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.setUseParentHandlers(true);
        logger.removeHandler(this);
    }
}
