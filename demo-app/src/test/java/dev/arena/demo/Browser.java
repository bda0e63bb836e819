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

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium. Elements are found by CSS selector. */
final class Browser implements AutoCloseable {
    private static final int HEIGHT = 900;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Returns whether Chromium and its driver are installed on this machine. */
    static boolean isInstalled() {
        return chromium().isPresent() && chromeDriver().isPresent();
    }

    private static Optional<File> chromium() {
        return executable("chromium", "chromium-browser", "google-chrome");
    }

    private static Optional<File> chromeDriver() {
        return executable("chromedriver");
    }

    private static Optional<File> executable(String... names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(names).flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(it -> Path.of(it, name)))
                .filter(Files::isExecutable).map(Path::toFile).findFirst();
    }

    static Browser start() {
        var options = new ChromeOptions();
        options.setBinary(chromium().orElseThrow());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        var logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        var service = new ChromeDriverService.Builder().usingDriverExecutable(chromeDriver().orElseThrow())
                .withTimeout(Patience.LIMIT).build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Patience.LIMIT);
        return new Browser(driver);
    }

    @Override
    public void close() {
        driver.quit();
    }

    void open(String url) {
        driver.get(url);
    }

    void back() {
        driver.navigate().back();
    }

    /** Emulates a window with a width of {@code width} CSS pixels. */
    void resize(int width) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Emulates the color scheme that the user prefers: {@code light} or {@code dark}. */
    void preferColorScheme(String scheme) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> findAll(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /**
     * Returns the text of an element, even if it is hidden. Reads it in one step, because elements can be replaced at any time.
     */
    String text(String selector) {
        Object text = evaluate("return document.querySelector(arguments[0])?.textContent ?? ''", selector);
        return String.valueOf(text);
    }

    /**
     * Scrolls to an element at once, and clicks it. The page itself scrolls smoothly, so the element could move away from the
     * pointer.
     */
    void click(String selector) {
        WebElement element = find(selector);
        driver.executeScript("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
        element.click();
    }

    /** Presses keys. The focused element receives them. */
    void press(Keys... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Returns the result of a script, which must not be null. */
    Object evaluate(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(script, arguments), script);
    }

    /** Returns the numeric result of a script. */
    long number(String script, Object... arguments) {
        return ((Number) evaluate(script, arguments)).longValue();
    }

    /** Returns the errors in the console since the last call: of scripts, the content security policy, and resources. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(it -> it.getLevel().intValue() >= Level.SEVERE.intValue()).map(Object::toString).toList();
    }

    /** Returns the accessibility violations of the current page that axe considers serious or critical. */
    List<String> seriousViolations() {
        return seriousViolationsIn("html");
    }

    /** Returns the serious and critical violations in a part of the page. */
    List<String> seriousViolationsIn(String selector) {
        return new AxeBuilder().include(List.of(selector)).analyze(driver).getViolations().stream()
                .filter(Browser::isSerious)
                .map(it -> it.getId() + " (" + it.getHelp() + "): "
                        + it.getNodes().stream().map(node -> node.getTarget() + " " + node.getHtml()).toList())
                .toList();
    }

    private static boolean isSerious(Rule violation) {
        String impact = violation.getImpact().toLowerCase(Locale.ROOT);
        return impact.equals("serious") || impact.equals("critical");
    }

    /** Returns a PNG picture of the page down to the lower edge of an element. */
    byte[] pictureDownTo(String selector, int width) {
        long bottom = number("return Math.ceil(document.querySelector(arguments[0]).getBoundingClientRect().bottom"
                + " + window.scrollY) + 16", selector);
        Map<String, Object> picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png",
                "captureBeyondViewport", true, "clip",
                Map.of("x", 0, "y", 0, "width", width, "height", bottom,
                        "scale", 1)));
        return Base64.getDecoder().decode(String.valueOf(picture.get("data")));
    }
}
