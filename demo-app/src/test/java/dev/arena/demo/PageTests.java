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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import dev.arena.ArenaPool;
import dev.arena.demo.DemoClient.Upload;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks of the whole page, independent of its panels. */
class PageTests extends PageInBrowser {
    private static final String FOCUSABLE = "a[href], button:enabled, select:enabled, input:enabled, summary, [tabindex='0']";

    /** Returns a description of the focused element. Its index distinguishes similar elements. */
    private static final String FOCUSED = "const all = [...document.querySelectorAll(arguments[0])];"
            + "return all.indexOf(document.activeElement) + ' ' + document.activeElement.tagName + ' '"
            + " + document.activeElement.textContent.slice(0, 30)";

    @Autowired
    PageTests(ArenaPool pool, Environment environment) {
        super(pool, environment);
    }

    @Test
    void pageContainsAllPanels() {
        assertThat(browser.findAll("main > section > h2").stream().map(it -> it.getDomProperty("textContent")))
                .containsExactly("Live", "Try it", "Look inside");
        assertThat(browser.text("main")).doesNotContain("could not be started");
        assertThat(browser.findAll("h1")).hasSize(1);
    }

    @Test
    void pageIsAccessible() {
        assertThat(browser.seriousViolations()).as("light, wide").isEmpty();
        browser.preferColorScheme("dark");
        assertThat(browser.seriousViolations()).as("dark, wide").isEmpty();
        openThePage(PHONE);
        assertThat(browser.seriousViolations()).as("dark, on a phone").isEmpty();
    }

    @Test
    void pageFitsTheWidthOfTheWindow() {
        openThePage(PHONE);
        for (int width : new int[]{PHONE, 768, WIDE, 2560}) {
            browser.resize(width);
            Awaitility.await().untilAsserted(() -> assertThat(browser.number("return innerWidth")).isEqualTo(width));
            Awaitility.await().untilAsserted(() -> assertThat(browser
                    .number("const page = document.documentElement; return page.scrollWidth - page.clientWidth"))
                    .as("%d pixels", width).isZero());
        }
    }

    @Test
    void firstTabKeyFocusesTheSkipLink() {
        browser.press(Keys.TAB);
        assertThat(browser.evaluate("return document.activeElement.textContent")).isEqualTo("Skip to the content");
        browser.press(Keys.ENTER);
        assertThat(browser.evaluate("return document.activeElement.id")).isEqualTo("main");
    }

    @Test
    void keyboardReachesAllElementsWithVisibleFocus() {
        long all = browser
                .number("return [...document.querySelectorAll(arguments[0])].filter(it => it.checkVisibility()"
                        + " && (it.type !== 'radio' || it.checked)).length", FOCUSABLE);
        Set<String> reached = new LinkedHashSet<>();
        for (int i = 0; i < all; i++) {
            browser.press(Keys.TAB);
            reached.add(String.valueOf(browser.evaluate(FOCUSED, FOCUSABLE)));
            assertThat(browser.number("const style = getComputedStyle(document.activeElement);"
                    + "return style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)"))
                    .as("outline of %s", reached).isEqualTo(3);
        }
        assertThat(reached).hasSize((int) all).noneMatch(it -> it.startsWith("-1"));
    }

    /**
     * Writes the picture of the README to the path in {@code -Ddashboard.screenshot}, relative to the root of the repository.
     */
    @Test
    @EnabledIfSystemProperty(named = "dashboard.screenshot", matches = ".+")
    void writesThePictureOfTheReadme() throws IOException {
        browser.number("window.ticks = 0; import('/stream.js').then(it => it.onSnapshot(() => window.ticks++));"
                + "return window.ticks");
        assertThat(client.post("/api/readings", "application/json", "[]").statusCode()).isEqualTo(200);
        try (Upload small = client.upload("arena", "Transfer-Encoding: chunked")) {
            try (Upload large = client.upload("arena", "Transfer-Encoding: chunked")) {
                sendInSteps(large, 12, 2500);
                sendInSteps(small, 4, 400);
                finish(large);
            }
            try (Upload next = client.upload("arena", "Transfer-Encoding: chunked")) {
                sendInSteps(next, 12, 1500);
                Path picture = Path.of("..").resolve(System.getProperty("dashboard.screenshot"));
                Files.write(picture, browser.pictureDownTo("#routes", WIDE));
                finish(next);
            }
            finish(small);
        }
    }

    private void sendInSteps(Upload upload, int steps, int stations) throws IOException {
        for (int step = 0; step < steps; step++) {
            var lines = new StringBuilder();
            for (int i = 0; i < stations; i++) {
                lines.append("Station ").append(step * stations + i).append(";1.0\n");
            }
            upload.sendChunk(lines.toString());
            long before = browser.number("return window.ticks");
            Awaitility.await().until(() -> browser.number("return window.ticks") > before);
        }
    }

    private static void finish(Upload upload) throws IOException {
        upload.send("0\r\n\r\n");
        assertThat(upload.answer()).startsWith("HTTP/1.1 200");
    }
}
