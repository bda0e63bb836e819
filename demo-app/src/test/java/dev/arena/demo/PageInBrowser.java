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

package dev.arena.demo;

import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opens the page of the demo for each test, with the light color scheme and a wide window. After each test, all memory must be
 * released, and the browser's console must not contain unexpected errors.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(BrowserExtension.class)
abstract class PageInBrowser {
    static final int WIDE = 1280;
    static final int PHONE = 360;

    final ArenaPool pool;
    final DemoClient client;
    private final String url;
    private final List<String> expected = new ArrayList<>();
    Browser browser;

    PageInBrowser(ArenaPool pool, Environment environment) {
        int port = environment.getRequiredProperty("local.server.port", int.class);
        this.pool = pool;
        this.client = new DemoClient(port);
        this.url = "http://localhost:" + port + "/";
    }

    @BeforeEach
    void openThePage(Browser browser) {
        this.browser = browser;
        browser.preferColorScheme("light");
        openThePage(WIDE);
    }

    /** Opens the page, and waits for the server's figures. */
    void openThePage(int width) {
        browser.resize(width);
        browser.open(url);
        Awaitility.await().untilAsserted(() -> assertThat(browser.text("#connection")).contains("Connected"));
        Awaitility.await().untilAsserted(() -> assertThat(figure("used")).contains("B"));
    }

    @AfterEach
    void leaveThePage() {
        List<String> errors = browser.errors();
        browser.open("about:blank");
        assertThat(errors).as("errors in the console").allMatch(error -> expected.stream().anyMatch(error::contains));
        Awaitility.await().untilAsserted(() -> {
            assertThat(pool.stats().liveBytes()).isZero();
            assertThat(pool.stats().activeArenas()).isZero();
        });
        assertThat(pool.stats().leaks()).isZero();
    }

    /** Declares an expected error. Chromium reports each response with an error status in its console. */
    void expectInConsole(String part) {
        expected.add(part);
    }

    /** Returns the value of a figure of the panel "Live". */
    String figure(String key) {
        return browser.text("#figure-" + key + " .value");
    }
}
