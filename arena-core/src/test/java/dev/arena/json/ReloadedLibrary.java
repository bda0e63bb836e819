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

package dev.arena.json;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

import dev.arena.record.RecordLayout;

import static org.assertj.core.api.Assertions.assertThat;

/** Loads the classes of this library again, as in a runtime that cannot define classes, and runs tests with them. */
final class ReloadedLibrary extends URLClassLoader {
    private static final String HIDDEN_CLASSES = "dev.arena.hidden-classes";

    private final Set<String> loaded = ConcurrentHashMap.newKeySet();

    private ReloadedLibrary(URL... path) {
        super(path, ReloadedLibrary.class.getClassLoader());
    }

    /**
     * Runs the tests of some classes.
     *
     * @param generated classes that were generated ahead of time
     * @param excludedTag tag of tests to skip
     * @param tests names of test classes in {@code dev.arena}
     * @return the names of all loaded classes of this library
     */
    static Set<String> run(Path generated, String excludedTag, String... tests)
            throws IOException, ClassNotFoundException {
        RecordLayout.of(Shapes.Item.class); // the classes of other tests must not read the property
        try (var loader = new ReloadedLibrary(generated.toUri().toURL(), location(RecordLayout.class),
                location(ReloadedLibrary.class))) {
            System.setProperty(HIDDEN_CLASSES, "false");
            try {
                Class.forName("dev.arena.engine.code.ClassGenerator", true, loader);
            } finally {
                System.clearProperty(HIDDEN_CLASSES);
            }
            loader.execute(excludedTag, tests);
            return loader.loaded;
        }
    }

    private static URL location(Class<?> type) throws MalformedURLException {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private void execute(String excludedTag, String... tests) {
        var summary = new SummaryGeneratingListener();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(this);
        try {
            LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                    .selectors(Stream.of(tests).map(it -> DiscoverySelectors.selectClass(this, "dev.arena." + it))
                            .toList())
                    .filters(TagFilter.excludeTags("heap", excludedTag)) // heap tests depend on the JIT compiler
                    .build(), summary);
        } finally {
            thread.setContextClassLoader(before);
        }
        var failures = new StringWriter();
        summary.getSummary().printFailuresTo(new PrintWriter(failures, true));
        assertThat(failures.toString()).isEmpty();
        assertThat(summary.getSummary().getTestsSucceededCount()).isGreaterThan(tests.length)
                .isEqualTo(summary.getSummary().getTestsFoundCount());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("dev.arena.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            Class<?> found = findClass(name);
            loaded.add(name);
            return found;
        }
    }
}
