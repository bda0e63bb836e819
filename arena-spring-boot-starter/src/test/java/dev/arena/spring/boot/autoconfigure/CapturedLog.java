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

package dev.arena.spring.boot.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Captures level and message of the log lines of {@code dev.arena} until it is closed. The starter logs through Logback, and
 * the core through the logging of the JDK.
 */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final String NAME = "dev.arena";
    private static final Logger STARTER = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(NAME);
    private static final java.util.logging.Logger CORE = java.util.logging.Logger.getLogger(NAME);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new CoreHandler();

    public CapturedLog() {
        setContext(STARTER.getLoggerContext());
        start();
        STARTER.addAppender(this);
        CORE.addHandler(handler);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent line) {
        if (line.getLevel().isGreaterOrEqual(Level.INFO)) {
            add(line.getLevel().toString(), line.getFormattedMessage(), line.getThrowableProxy() != null);
        }
    }

    private void add(String level, String message, boolean hasException) {
        lines.add(level + " " + message + (hasException ? " with exception" : ""));
    }

    @Override
    public void close() {
        STARTER.detachAppender(this);
        CORE.removeHandler(handler);
    }

    /** Captures the lines of the core, unless Spring Boot passes them to Logback. */
    private final class CoreHandler extends Handler {

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= java.util.logging.Level.INFO.intValue()
                    && !SLF4JBridgeHandler.isInstalled()) {
                add(line.getLevel().getName().replace("WARNING", "WARN"), line.getMessage(), line.getThrown() != null);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
