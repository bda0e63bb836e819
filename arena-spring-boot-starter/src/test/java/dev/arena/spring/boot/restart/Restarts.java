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
import java.util.Map;
import java.util.concurrent.Callable;

import io.micrometer.context.ContextRegistry;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.Patience;

import static org.awaitility.Awaitility.await;

/** Main program that loads {@link RestartedApplication} again each time, as DevTools does, and verifies that it is collected. */
final class Restarts {

    private Restarts() {}

    public static void main(String[] arguments) throws Exception {
        useOtherLibrariesFirst();
        for (int restart = 0; restart < 2; restart++) {
            WeakReference<ClassLoader> loader = liveOnce();
            await("the classes of a closed application").atMost(Patience.LIMIT).until(() -> {
                System.gc();
                return loader.refersTo(null);
            });
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

    @SuppressWarnings("unchecked") // from another class loader, but Callable and Integer are the same classes
    private static WeakReference<ClassLoader> liveOnce() throws Exception {
        try (var loader = new RestartClassLoader()) {
            Class<?> application = loader.loadClass(RestartedApplication.class.getName());
            var life = (Callable<Integer>) application.getDeclaredConstructor().newInstance();
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                if (life.call() <= 0) {
                    throw new IllegalStateException("no arena was used");
                }
            } finally {
                thread.setContextClassLoader(before);
            }
            return new WeakReference<>(loader);
        }
    }

    /** Loads the starter, the core and the application. The parent loads all other classes. */
    private static final class RestartClassLoader extends URLClassLoader {

        RestartClassLoader() {
            super(new URL[]{location(ArenaPool.class), location(ArenaTemplate.class),
                    location(RestartedApplication.class)}, Restarts.class.getClassLoader());
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
                return name.startsWith("dev.arena.") ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }
}
