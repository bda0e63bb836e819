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
import java.util.Locale;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import dev.arena.ArenaPool;
import dev.arena.demo.DemoClient.Upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LivePanelTests extends PageInBrowser {

    @Autowired
    LivePanelTests(ArenaPool pool, Environment environment) {
        super(pool, environment);
    }

    @Test
    void figuresChangeDuringARequestAndReturn() throws IOException {
        long ended = pool.stats().resets();
        try (Upload upload = client.upload("arena", "Transfer-Encoding: chunked")) {
            for (int i = 0; i < 2000; i++) {
                upload.sendChunk("Station " + i + ";1.0\n");
            }
            Awaitility.await().untilAsserted(() -> {
                String held = pool.stats().liveBytes() / 1024 + " KB";
                assertThat(held).hasSize("100 KB".length());
                assertThat(figure("in-flight")).isEqualTo("1");
                assertThat(figure("used")).isEqualTo(held);
                assertThat(figure("chunks")).isEqualTo(Long.toString(pool.stats().liveChunks()));
                assertThat(browser.text("#requests tbody")).startsWith("POST /api/measurements" + held);
                assertThat(browser.text("#memory .shares")).contains("In use " + held + ", 0.2% of the budget");
                assertThat(browser.text("#memory-words")).startsWith("Now " + held + " in use");
            });
            upload.send("0\r\n\r\n");
            assertThat(upload.answer()).startsWith("HTTP/1.1 200");
        }
        Awaitility.await().untilAsserted(() -> {
            assertThat(figure("in-flight")).isEqualTo("0");
            assertThat(figure("used")).isEqualTo("0 B");
            assertThat(figure("chunks")).isEqualTo("0");
            assertThat(figure("resets")).isEqualTo(String.format(Locale.ROOT, "%,d", ended + 1));
            assertThat(figure("leaks")).isEqualTo("0");
            assertThat(browser.text("#requests tbody"))
                    .isEqualTo("None. The memory of all requests is back in the pool.");
            assertThat(browser.text("#routes tbody")).contains("/api/measurementssuccess");
        });
    }

    @Test
    void heapOfRequestsIsShownByRoute() {
        byte[] many = "A;1.0\n".repeat(400_000).getBytes(UTF_8); // the page shows the routes with the most allocated bytes
        assertThat(client.post("heap", many).statusCode()).isEqualTo(200);
        Awaitility.await().untilAsserted(() -> assertThat(browser.text("#heap-routes tbody"))
                .containsPattern("/api/measurementssuccess[\\d,]+[\\d.]+ [KM]B"));
    }

    @Test
    void refusalsAreCountedAndReported() {
        long refused = pool.stats().arenaRejections();
        assertThat(client.post("arena", stationsBeyondTheBudget()).statusCode()).isEqualTo(413);
        Awaitility.await().untilAsserted(() -> {
            assertThat(browser.text("#figure-refusals .detail")).startsWith((refused + 1) + " request");
            assertThat(browser.text("#announcements")).isEqualTo("1 allocation refused.");
        });
    }

    private static byte[] stationsBeyondTheBudget() {
        var lines = new StringBuilder();
        for (int i = 0; i < 400_000; i++) {
            lines.append("Station ").append(i).append(";1.0\n");
        }
        return lines.toString().getBytes(UTF_8);
    }

    @Test
    void pausedPanelDoesNotChangeUntilResumed() {
        String ended = figure("resets");
        browser.click("#pause");
        assertThat(browser.find("#pause").getDomAttribute("aria-pressed")).isEqualTo("true");
        assertThat(client.post("arena", "A;1.0".getBytes(UTF_8)).statusCode()).isEqualTo(200);
        long seen = browser.number("window.seen = 0; import('/stream.js').then(stream => "
                + "stream.onSnapshot(it => { if (it.counts.resets > arguments[0]) window.seen++; })); return window.seen",
                Long.parseLong(ended.replace(",", "")));
        assertThat(seen).isZero();
        Awaitility.await().until(() -> browser.number("return window.seen") > 2);
        assertThat(figure("resets")).isEqualTo(ended);
        browser.click("#pause");
        Awaitility.await().untilAsserted(() -> assertThat(figure("resets")).isNotEqualTo(ended));
    }

    @Test
    void pageDisconnectsWhenLeftAndReconnectsOnReturn() {
        browser.open("about:blank");
        Awaitility.await()
                .untilAsserted(() -> assertThat(client.get("/api/live/now").body()).contains("\"viewers\":0"));
        browser.back();
        Awaitility.await()
                .untilAsserted(() -> assertThat(client.get("/api/live/now").body()).contains("\"viewers\":1"));
        Awaitility.await().untilAsserted(() -> assertThat(browser.text("#connection")).contains("Connected"));
    }

    @Test
    void chartsAreAvailableAsTables() {
        browser.click("#heap summary");
        Awaitility.await().untilAsserted(() -> {
            assertThat(browser.text("#heap details tbody")).matches("now.+B.+B");
            assertThat(browser.text("#heap-words")).startsWith("Now ");
        });
        assertThat(browser.find("#heap .chart").getAccessibleName()).isEqualTo("Java heap over the last two minutes");
    }
}
