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

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;

class TryPanelTests extends PageInBrowser {

    @Autowired
    TryPanelTests(ArenaPool pool, Environment environment) {
        super(pool, environment);
    }

    private void choose(String job, int rows, int seconds, String threads) {
        browser.click("#race-job option[value='" + job + "']");
        browser.click("#race-rows option[value='" + rows + "']");
        browser.click("#race-clients option[value='4']");
        browser.click("#race-seconds option[value='" + seconds + "']");
        browser.click("#race-" + threads);
    }

    private void awaitPhase(String phase) {
        Awaitility.await().untilAsserted(() -> assertThat(browser.text("#race-phase")).isEqualTo(phase));
    }

    @ParameterizedTest
    @CsvSource({"measurements, platform, 'Measurements, 1,000 rows, 4 clients, platform threads.'",
            "readings, virtual, 'JSON readings, 1,000 rows, 4 clients, virtual threads.'",
            "export, virtual, 'Export, 1,000 rows, 4 clients, virtual threads.'"})
    void raceRunsOnBothEngines(String job, String threads, String caption) {
        choose(job, 1000, 1, threads);
        browser.click("#race-start");
        awaitPhase("Finished");
        assertThat(browser.text("#race-table caption"))
                .isEqualTo(caption + " Both responses are identical, byte for byte.");
        for (String engine : new String[]{"heap", "arena"}) {
            assertThat(browser.findAll("#race-table td[data-engine='" + engine + "'] strong")).hasSize(8)
                    .allSatisfy(it -> assertThat(it.getText()).matches("[0-9.,]+( req/s| ms| s| B| KB| MB|%)"));
        }
        assertThat(browser.text("#race-table tr:last-child td[data-engine='arena'] strong")).isEqualTo("0 B");
        assertThat(browser.text("#announcements")).startsWith("Heap engine: ").contains("Arena engine: ");
        assertThat(browser.find("#race-start").isEnabled()).isTrue();
        assertThat(browser.seriousViolationsIn("#try")).isEmpty();
    }

    @Test
    void holdingIsOfferedIfTheHeapIsSmall() {
        boolean small = Runtime.getRuntime().maxMemory() <= 512L << 20;
        Awaitility.await()
                .untilAsserted(() -> assertThat(browser.text("#race-heap")).contains("The Java heap can grow to"));
        assertThat(browser.find("#race-job option[value='hold']").isEnabled()).isEqualTo(small);
        assertThat(browser.text("#race-heap").contains("-Xmx256m")).isEqualTo(!small);
    }

    @Test
    void sizesBeyondTheLimitOfAJobAreNotOffered() {
        browser.click("#race-rows option[value='100000']");
        browser.click("#race-job option[value='readings']");
        assertThat(browser.find("#race-rows option[value='100000']").isEnabled()).isFalse();
        assertThat(browser.evaluate("return document.getElementById('race-rows').value")).isEqualTo("10000");
    }

    @Test
    void raceCanBeCancelledByKeyboard() {
        choose("export", 10_000, 30, "platform");
        browser.evaluate("document.getElementById('race-start').focus(); return true");
        browser.press(Keys.ENTER);
        Awaitility.await().until(() -> browser.find("#race-cancel").isEnabled());
        browser.press(Keys.TAB, Keys.SPACE);
        awaitPhase("Cancelled");
        assertThat(browser.evaluate("return document.activeElement.id")).isEqualTo("race-start");
    }

    @Test
    void anotherRunningRaceIsReported() {
        String running = client.post("/api/races", "application/json",
                "{\"job\":\"export\",\"rows\":10000,\"clients\":1,\"seconds\":30,\"threads\":\"virtual\"}").headers()
                .firstValue("Location")
                .orElseThrow();
        expectInConsole("status of 409");
        browser.click("#race-start");
        Awaitility.await().untilAsserted(
                () -> assertThat(browser.text("#race-phase")).startsWith("Not started: Another race is running."));
        assertThat(client.delete(running).statusCode()).isEqualTo(204);
        Awaitility.await().until(() -> client.get(running).body().contains("\"cancelled\""));
    }

    @ParameterizedTest
    @CsvSource({
            "over-budget, 413, Content Too Large, This request needs more memory than a request may use., limit32 MB",
            "pool-exhausted, 503, Service Unavailable, There is currently not enough memory for this request., Retry-After1 s",
            "malformed, 400, Bad Request, Unrecognized token 'warm', line3column39",
            "abort, No response, after the client has disconnected, The response began with status 200., Disconnected after",
            "exception, 500, Internal Server Error, No details are given., ''",
            "timeout, 503, Service Unavailable, No details are given., ''"})
    void buttonCausesAFailureAndItsMemoryIsReleased(String fault, String status, String title, String detail,
            String more) {
        if (!fault.equals("abort")) {
            expectInConsole("status of " + status);
        }
        browser.click("#fault-" + fault);
        String result = "#fault-" + fault + "-result";
        Awaitility.await().untilAsserted(() -> assertThat(browser.text(result + " .note")).isNotEmpty());
        assertThat(browser.text(result)).startsWith(status + " " + title).contains(detail).contains(more);
        assertThat(browser.text(result + " .note.good")).contains("Back at 0 B within");
        assertThat(browser.seriousViolationsIn("#try")).isEmpty();
    }

    @Test
    void panelFitsTheWidthOfAPhone() {
        openThePage(PHONE);
        choose("measurements", 1000, 1, "virtual");
        browser.click("#race-start");
        awaitPhase("Finished");
        expectInConsole("status of 400");
        browser.click("#fault-malformed");
        Awaitility.await().untilAsserted(() -> assertThat(browser.text("#fault-malformed-result .note")).isNotEmpty());
        assertThat(browser.number("const page = document.documentElement; return page.scrollWidth - page.clientWidth"))
                .isZero();
    }
}
