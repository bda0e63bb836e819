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

package dev.arena.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.Confinement;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that streams, channels and bodies have the bytes of their memory, and end with it. */
class SegmentsTests {
    private final Arena arena = Arena.create();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    private MemorySegment text(String text) {
        return Utf8String.copyOf(arena, text).segment();
    }

    @Test
    void streamsReadTheMemory() throws IOException {
        InputStream in = Segments.inputStream(text("0123456789"));
        assertThat(in.read()).isEqualTo('0');
        assertThat(in.markSupported()).isTrue();
        in.mark(0);
        assertThat(in.readNBytes(3)).asString().isEqualTo("123");
        in.reset();
        assertThat(in.skip(2)).isEqualTo(2);
        assertThat(in.skip(-5)).isZero();
        assertThat(in.available()).isEqualTo(7);
        var out = new ByteArrayOutputStream();
        assertThat(in.transferTo(out)).isEqualTo(7);
        assertThat(out).hasToString("3456789");
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.skip(1)).isZero();
        in.reset();
        assertThat(in.readAllBytes()).asString().isEqualTo("123456789");
    }

    @Test
    void channelsReadTheMemory() throws IOException {
        ReadableByteChannel channel = Segments.channel(text("0123456789"));
        ByteBuffer piece = ByteBuffer.allocate(4);
        assertThat(channel.read(piece)).isEqualTo(4);
        assertThat(channel.read(piece)).isZero();
        assertThat(piece.array()).asString().isEqualTo("0123");
        assertThat(Channels.newInputStream(channel).readAllBytes()).asString().isEqualTo("456789");
        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        channel.close();
        assertThat(channel.isOpen()).isFalse();
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> channel.read(ByteBuffer.allocate(1)));
    }

    @Test
    void buffersAreReadOnlyViews() {
        ByteBuffer buffer = Segments.byteBuffer(text("abc"));
        assertThat(buffer.isReadOnly()).isTrue();
        assertThat(buffer.remaining()).isEqualTo(3);
        assertThat(buffer.get(2)).isEqualTo((byte) 'c');
    }

    @Test
    void emptyMemoryHasViews() throws IOException {
        for (MemorySegment empty : List.of(MemorySegment.NULL, arena.allocate(0, 1))) {
            InputStream in = Segments.inputStream(empty);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[1], 0, 1)).isEqualTo(-1);
            assertThat(in.available()).isZero();
            assertThat(in.readAllBytes()).isEmpty();
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isZero();
            assertThat(Segments.channel(empty).read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(Segments.byteBuffer(empty).hasRemaining()).isFalse();
        }
        assertThat(Segments.bodyPublisher(MemorySegment.NULL).contentLength()).isZero();
        assertThat(Segments.bodyPublisher(MemorySegment.ofArray(new byte[0])).contentLength()).isZero();
    }

    @Test
    void viewsEndWithTheMemory() {
        InputStream in = Segments.inputStream(text("abc"));
        ReadableByteChannel channel = Segments.channel(text("abc"));
        arena.reset();
        assertThatIllegalStateException().isThrownBy(in::read);
        assertThatIllegalStateException().isThrownBy(() -> channel.read(ByteBuffer.allocate(1)));
    }

    @Test
    void clientOfTheJdkSendsBodies() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String length = exchange.getRequestHeaders().getFirst("Content-Length");
            byte[] answer = (length + ":" + new String(body, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try (Arena shared = Arena.builder().confinement(Confinement.SHARED).build();
                HttpClient client = HttpClient.newHttpClient()) {
            MemorySegment body = Utf8String.copyOf(shared, "Zürich").segment();
            HttpRequest request = HttpRequest.newBuilder(
                    URI.create("http://localhost:" + server.getAddress().getPort() + "/"))
                    .POST(Segments.bodyPublisher(body)).build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("7:Zürich");
        } finally {
            server.stop(0);
        }
        MemorySegment confined = text("abc");
        assertThatIllegalArgumentException().isThrownBy(() -> Segments.bodyPublisher(confined))
                .withMessageContaining("confined");
    }
}
