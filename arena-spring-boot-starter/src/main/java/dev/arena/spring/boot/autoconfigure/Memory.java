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

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.OperatingSystemMXBean;
import org.springframework.util.StringUtils;

/**
 * The memory that the process may use, in bytes.
 *
 * @param total     memory of the container if it has a limit, otherwise of the machine, as seen by the JVM
 * @param heap      maximum size of the heap
 * @param container whether {@code total} is the limit of a container
 */
record Memory(long total, long heap, boolean container) {
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    static Memory ofThisProcess() {
        long total = totalBytes();
        return new Memory(total, Runtime.getRuntime().maxMemory(), total < machineBytes(total));
    }

    /** The memory of the container if it has a limit, otherwise of the machine, in bytes. */
    static long totalBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** Linux reports the memory of the whole machine in the first line of this file, also within a container. */
    private static long machineBytes(long fallback) {
        try (BufferedReader lines = Files.newBufferedReader(MEMINFO)) {
            String[] total = StringUtils.tokenizeToStringArray(lines.readLine(), " ");
            return total.length == 3 && total[0].equals("MemTotal:") ? Long.parseLong(total[1]) * 1024 : fallback;
        } catch (IOException | RuntimeException e) {
            return fallback; // this only affects a word in a log line
        }
    }

    String owner() {
        return container ? "the container" : "the machine";
    }

    /** Like {@code 12.5%}. */
    String share(long bytes) {
        return tenths(1000.0 * bytes / total) + "%";
    }

    /** Like {@code 1.5 GB}. */
    static String text(long bytes) {
        String[] units = {"bytes", "KB", "MB", "GB", "TB", "PB", "EB"};
        int unit = bytes < 1024 ? 0 : (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        double value = bytes / Math.scalb(1.0, 10 * unit);
        return (value == Math.rint(value) ? Long.toString((long) value) : tenths(10 * value)) + " " + units[unit];
    }

    /** A number with one decimal place. A {@code Formatter} would cost the start of an application milliseconds. */
    private static String tenths(double tenths) {
        long rounded = Math.round(tenths);
        return rounded / 10 + "." + rounded % 10;
    }
}
