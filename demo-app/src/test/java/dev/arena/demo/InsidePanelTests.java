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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;

class InsidePanelTests extends PageInBrowser {

    @Autowired
    InsidePanelTests(ArenaPool pool, Environment environment) {
        super(pool, environment);
    }

    @BeforeEach
    void awaitTheFirstStep() {
        Awaitility.await().untilAsserted(() -> assertThat(operation()).isEqualTo("Open"));
        browser.evaluate("document.getElementById('inside-next').focus(); return true");
    }

    private String operation() {
        return browser.text("#inside-operation");
    }

    /** Returns the states of the chunks, which are the classes of the drawn elements. */
    private List<String> states() {
        return browser.findAll("#inside-chunks li").stream().map(it -> String.valueOf(it.getDomAttribute("class")))
                .toList();
    }

    @Test
    void keyboardMovesThroughAllSteps() {
        List<String> operations = new ArrayList<>(List.of(operation()));
        for (int i = 1; i < 16; i++) {
            browser.press(Keys.ARROW_RIGHT);
            operations.add(operation());
            assertThat(browser.text("#inside-position")).isEqualTo("Step " + (i + 1) + " of 16");
        }
        assertThat(operations).containsExactly("Open", "Bump", "Bump again", "Grow in place", "Refill", "Oversized",
                "Relocate", "Refill, one class up", "Escape", "Reset", "Scrub", "Use after the end", "Reuse", "Close",
                "Close the handle", "Trim");
        assertThat(states()).containsExactly("released", "released", "released", "released");
        browser.press(Keys.ARROW_RIGHT);
        assertThat(operation()).isEqualTo("Trim");
        browser.press(Keys.ARROW_LEFT);
        assertThat(states()).containsExactly("cached", "quarantined", "released", "cached");
        browser.press(Keys.HOME);
        assertThat(operation()).isEqualTo("Open");
        assertThat(browser.text("#inside-chunks")).isEqualTo("No chunks");
        browser.press(Keys.END);
        assertThat(operation()).isEqualTo("Trim");
    }

    @Test
    void drawingsHaveTextAlternatives() {
        for (int i = 1; i < 9; i++) {
            browser.click("#inside-next");
        }
        assertThat(operation()).isEqualTo("Escape");
        assertThat(states()).containsExactly("retired", "retired", "oversized", "current");
        assertThat(browser.text("#inside-chunks li:nth-child(2)")).contains("Chunk 2, 1,024 bytes: retired")
                .contains("Names (escaped) at 0 to 400; station, larger (live) at 400 to 520; 504 bytes wasted.");
        assertThat(browser.number("const drawn = document.querySelector('#inside-chunks li:nth-child(2) .escaped rect')"
                + ".getBoundingClientRect(); const chunk = document.querySelector('#inside-chunks li:nth-child(2) .room')"
                + ".getBoundingClientRect(); return Math.round(1024 * drawn.width / chunk.width)"))
                .isBetween(395L, 405L);
        assertThat(browser.text("#inside-counters .changed")).isEqualTo("Handles open1");
        browser.click("#inside-previous");
        assertThat(operation()).isEqualTo("Refill, one class up");
        browser.press(Keys.END);
        browser.click("#inside-again");
        Awaitility.await().untilAsserted(() -> assertThat(operation()).isEqualTo("Open"));
    }

    @Test
    void animationPlaysUntilItIsStopped() {
        browser.evaluate("const operation = document.getElementById('inside-operation'); window.shown = [];"
                + "new MutationObserver(() => window.shown.push(operation.textContent))"
                + ".observe(operation, {childList: true, characterData: true, subtree: true}); return true");
        browser.click("#inside-play");
        assertThat(browser.text("#inside-play")).isEqualTo("Pause");
        Awaitility.await().untilAsserted(
                () -> assertThat(browser.evaluate("return window.shown[0] ?? ''")).isEqualTo("Bump"));
        browser.click("#inside-play");
        assertThat(browser.text("#inside-play")).isEqualTo("Play");
    }

    private void checkStepsIn(String scheme, int width) {
        browser.preferColorScheme(scheme);
        browser.resize(width);
        for (Keys step : new Keys[]{Keys.HOME, Keys.END, Keys.ARROW_LEFT}) {
            browser.press(step);
            assertThat(browser.seriousViolationsIn("#inside")).as("%s, %d pixels", scheme, width).isEmpty();
        }
    }

    /** Not every combination, because the colours do not depend on the width. */
    @Test
    void everyStepIsAccessible() {
        checkStepsIn("light", WIDE);
        checkStepsIn("dark", PHONE);
        assertThat(browser.number("const page = document.documentElement; return page.scrollWidth - page.clientWidth"))
                .isZero();
    }
}
