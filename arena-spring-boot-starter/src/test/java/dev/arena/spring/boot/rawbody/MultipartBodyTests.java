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

package dev.arena.spring.boot.rawbody;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import jakarta.servlet.MultipartConfigElement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MultipartBodyTests {
    private static final MultipartConfigElement UNLIMITED = new MultipartConfigElement("", -1, -1, 0);

    private static List<SegmentPart> parts(String body) {
        return MultipartBody.parts(segment(body), "x", UNLIMITED);
    }

    private static MemorySegment segment(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SegmentPart part) {
        return new String(part.bytes().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    @Test
    void partsShouldHaveTheirHeadersAndContents(@TempDir Path directory) throws Exception {
        List<SegmentPart> parts = parts("preamble\r\n--x  \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2"
                + "\r\n--x\r\nContent-Type: text/plain; charset=UTF-16\r\nX-Twice: 1\r\nx-twice: 2\r\n"
                + "Content-Disposition: form-data; name=\"b\"; filename*=UTF-8''%C3%BC.txt\r\n\r\n"
                + "\r\n--x\r\n\r\nno headers\r\n--x--epilogue");
        assertThat(parts).extracting(MultipartBodyTests::text).containsExactly("1\r\n2", "", "no headers");
        assertThat(parts).extracting(SegmentPart::getName).containsExactly("a", "b", "");
        assertThat(parts).extracting(SegmentPart::getSubmittedFileName).containsExactly(null, "ü.txt", null);
        assertThat(parts.get(1).getContentType()).isEqualTo("text/plain; charset=UTF-16");
        assertThat(parts.get(1).getHeaders("X-TWICE")).containsExactly("1", "2");
        assertThat(parts.get(1).getHeaderNames()).containsExactlyInAnyOrder("Content-Type", "X-Twice",
                "Content-Disposition");
        assertThat(parts.get(1).getHeader("none")).isNull();
        Path file = directory.resolve("file");
        parts.getFirst().write(file.toString());
        assertThat(Files.readString(file)).isEqualTo("1\r\n2");
        parts.getFirst().delete();
    }

    @Test
    void bodyWithoutPartsShouldHaveNoParts() {
        assertThat(parts("--x--")).isEmpty();
    }

    @Test
    void contentsThatResembleDelimitersShouldBeRead() {
        assertThat(parts("--x\r\n\r\n\r\n--\r\n--y\r\r\n-\r\n--x--")).extracting(MultipartBodyTests::text)
                .containsExactly("\r\n--\r\n--y\r\r\n-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--x", "--x\r\n", "--x\r\n\r\n", "--x\r\na: b\r\n\r\nc", "--x\r\na: b\r\n\r\nc\r\n--x",
            "--x\r\nno colon\r\n\r\nc\r\n--x--", "--y\r\n\r\nc\r\n--y--", "--x\r\n: b\r\n\r\nc\r\n--x--"})
    void malformedBodiesShouldBeRefused(String body) {
        assertThatExceptionOfType(UnreadableFormException.class).isThrownBy(() -> parts(body));
    }

    @Test
    void truncatedBodiesShouldBeRejected() {
        String body = "--x\r\na: b\r\n\r\nfirst\r\n--x\r\na: b\r\n\r\nsecond\r\n--x--";
        assertThat(parts(body)).hasSize(2);
        for (int length = 0; length < body.length(); length++) {
            String cut = body.substring(0, length);
            assertThatExceptionOfType(UnreadableFormException.class).as(cut).isThrownBy(() -> parts(cut));
        }
    }

    @Test
    void modifiedBodiesShouldBeReadOrRejected() {
        long seed = new Random().nextLong();
        System.out.println("MultipartBodyTests: seed " + seed);
        var random = new Random(seed);
        byte[] body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nfirst\r\n--x\r\na: b\r\n\r\nsecond\r\n--x--"
                .getBytes(StandardCharsets.UTF_8);
        for (int run = 0; run < 20_000; run++) {
            byte[] changed = body.clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) "\r\n-x:;\"".charAt(random.nextInt(7));
            }
            try {
                MultipartBody.parts(MemorySegment.ofArray(changed), "x", UNLIMITED);
            } catch (UnreadableFormException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void springShouldRecognizeTheMessagesOfLimits() {
        MemorySegment body = segment(
                "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n\r\n12345\r\n--x--");
        assertThatIllegalStateException()
                .isThrownBy(() -> MultipartBody.parts(body, "x", new MultipartConfigElement("", 4, -1, 0)))
                .withMessageContaining("size").withMessageContaining("exceed");
        assertThatIllegalStateException()
                .isThrownBy(() -> MultipartBody.parts(body, "x", new MultipartConfigElement("", -1, 20, 0)))
                .withMessageContaining("size").withMessageContaining("exceed");
        assertThatExceptionOfType(UnreadableFormException.class)
                .isThrownBy(() -> MultipartBody.parts(body, null, UNLIMITED)).withMessageContaining("boundary");
        assertThatExceptionOfType(UnreadableFormException.class)
                .isThrownBy(() -> parts("--x\r\na: " + "b".repeat(11_000) + "\r\n\r\n\r\n--x--"))
                .withMessageContaining("headers");
        assertThatExceptionOfType(UnreadableFormException.class)
                .isThrownBy(() -> parts("--x\r\n\r\n\r\n".repeat(1001) + "--x--"))
                .withMessageContaining("parts");
    }
}
