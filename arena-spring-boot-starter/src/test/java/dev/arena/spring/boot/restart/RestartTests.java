package dev.arena.spring.boot.restart;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LoggingSystem;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An application that is closed and loaded anew, as DevTools does it, leaves nothing of itself behind. */
class RestartTests {

    /** Spring Boot's logging remembers the environment of the last application, and its class loader. */
    private static final String LOGGING = LoggingSystem.SYSTEM_PROPERTY;

    private final @Nullable String loggingBefore = System.setProperty(LOGGING, LoggingSystem.NONE);

    @AfterEach
    void restoreLogging() {
        if (loggingBefore == null) {
            System.clearProperty(LOGGING);
        } else {
            System.setProperty(LOGGING, loggingBefore);
        }
    }

    @Test
    void closedApplicationShouldLeaveNeitherThreadNorClass() throws Exception {
        for (int restart = 0; restart < 2; restart++) {
            WeakReference<ClassLoader> loader = liveOnce();
            await("the classes of a closed application").atMost(Duration.ofSeconds(60)).until(() -> {
                System.gc();
                return loader.refersTo(null);
            });
            assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("arena"));
        }
    }

    @SuppressWarnings("unchecked") // of another class loader, but Callable and Integer are the same
    private static WeakReference<ClassLoader> liveOnce() throws Exception {
        try (var loader = new RestartClassLoader()) {
            Class<?> application = loader.loadClass(RestartedApplication.class.getName());
            assertThat(application).isNotSameAs(RestartedApplication.class);
            var life = (Callable<Integer>) application.getDeclaredConstructor().newInstance();
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                assertThat(life.call()).isPositive();
            } finally {
                thread.setContextClassLoader(before);
            }
            return new WeakReference<>(loader);
        }
    }

    /** Loads the starter, the core and the application itself, and finds everything else where it is. */
    private static final class RestartClassLoader extends URLClassLoader {

        RestartClassLoader() {
            super(new URL[] {location(ArenaPool.class), location(ArenaTemplate.class),
                    location(RestartedApplication.class)}, RestartTests.class.getClassLoader());
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
