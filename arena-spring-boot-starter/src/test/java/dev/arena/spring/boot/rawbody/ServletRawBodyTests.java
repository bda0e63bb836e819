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

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServletRawBodyTests extends AbstractRawBodyTests {

    @Override
    String order(String ofQuery, String... ofForm) {
        List<String> all = new ArrayList<>(List.of(ofForm));
        all.addFirst(ofQuery);
        return all.toString();
    }

    @Test
    void asynchronousHandlersShouldReadTheRawBody() throws Exception {
        byte[] body = "some text".getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> response = post("/webhooks/later", body, "Content-Type", "text/plain", "X-Signature",
                Signature.of(body));
        assertThat(text(response)).isEqualTo("9 " + Signature.of(body));
        awaitNothingLive();
    }

    @Test
    void partThatExceedsTheLimitOfSpringShouldBeRefused() throws Exception {
        byte[] body = ("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
                + "x".repeat(110 << 10) + "\r\n--xyz--\r\n").getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> response = post("/webhooks/parts", body, "Content-Type",
                "multipart/form-data; boundary=xyz", "X-Signature", Signature.of(body));
        assertThat(response.statusCode()).isEqualTo(413);
        awaitNothingLive();
    }

    @Test
    void formWithTooManyFieldsShouldBeRefused() throws Exception {
        byte[] body = "name=a&".repeat(1001).getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> response = post("/webhooks/parameters", body, "Content-Type",
                "application/x-www-form-urlencoded", "X-Signature", Signature.of(body));
        assertThat(response.statusCode()).isEqualTo(413);
        awaitNothingLive();
    }
}
