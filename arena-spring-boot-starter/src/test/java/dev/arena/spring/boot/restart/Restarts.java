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

package dev.arena.spring.boot.restart;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.micrometer.context.ContextRegistry;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.Patience;

import static org.awaitility.Awaitility.await;

/**
 * Main program that starts {@link RestartedApplication} again each time and verifies that it is collected: its classes with the starter and the core,
 * as a server of applications does, alone, as DevTools does, or only its beans, as tests do.
 */
final class Restarts {
    private static final String NOTHING = "no class";

    private Restarts() {}

    public static void main(String[] arguments) throws Exception {
        useOtherLibrariesFirst();
        for (String prefix : List.of("dev.arena.", RestartedApplication.class.getName(), NOTHING)) {
            for (int restart = 0; restart < 2; restart++) {
                List<WeakReference<?>> left = liveOnce(prefix);
                await("the classes and beans of a closed application, " + prefix).atMost(Patience.LIMIT).until(() -> {
                    System.gc();
                    return left.stream().allMatch(it -> it.refersTo(null));
                });
            }
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("arena")) {
                throw new IllegalStateException(thread + " is still there");
            }
        }
        System.out.println("Nothing is left");
        System.exit(0);
    }

    /**
     * Spring Boot's binder and the registry of context propagation keep the class loader of the first application that uses them, as long
     * as the JVM runs.
     */
    private static void useOtherLibrariesFirst() {
        var source = new MapConfigurationPropertySource(Map.of("number", "1"));
        int number = new Binder(source).bind("number", Integer.class).get();
        if (number != 1 || ContextRegistry.getInstance().getThreadLocalAccessors().isEmpty()) {
            throw new IllegalStateException("they were not used");
        }
    }

    @SuppressWarnings("unchecked") // from another class loader, but Callable and WeakReference are the same classes
    private static List<WeakReference<?>> liveOnce(String prefix) throws Exception {
        try (var loader = new RestartClassLoader(prefix)) {
            Class<?> application = loader.loadClass(RestartedApplication.class.getName());
            var life = (Callable<WeakReference<?>>) application.getDeclaredConstructor().newInstance();
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                return List.of(life.call(), new WeakReference<>(loader));
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    /** Loads the classes whose names have a prefix. The parent loads all other classes. */
    private static final class RestartClassLoader extends URLClassLoader {
        private final String prefix;

        RestartClassLoader(String prefix) {
            super(new URL[]{location(ArenaPool.class), location(ArenaTemplate.class),
                    location(RestartedApplication.class)}, Restarts.class.getClassLoader());
            this.prefix = prefix;
        }

        private static URL location(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return name.startsWith(prefix) ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }
}
