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

package dev.arena.spring.boot.web;

import java.util.concurrent.atomic.AtomicLong;

import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import static org.awaitility.Awaitility.await;

/** Counts the bytes of bodies that their readers have received and completely processed. */
final class StalledBodies implements WebFilter {
    private final AtomicLong bytes = new AtomicLong();

    void forget() {
        bytes.set(0);
    }

    void awaitRead(long sent) {
        await("readers that wait for their clients").until(() -> bytes.get() == sent);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = new ServerHttpRequestDecorator(exchange.getRequest()) {
            @Override
            public Flux<DataBuffer> getBody() {
                return super.getBody()
                        .transform(Operators.<DataBuffer, DataBuffer>lift((_, reader) -> new Counted(reader)));
            }
        };
        return chain.filter(exchange.mutate().request(request).build());
    }

    private final class Counted implements CoreSubscriber<DataBuffer> {
        private final CoreSubscriber<? super DataBuffer> reader;

        Counted(CoreSubscriber<? super DataBuffer> reader) {
            this.reader = reader;
        }

        @Override
        public Context currentContext() {
            return reader.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            reader.onSubscribe(subscription);
        }

        @Override
        public void onNext(DataBuffer buffer) {
            int count = buffer.readableByteCount(); // first, because the reader releases it
            reader.onNext(buffer);
            bytes.addAndGet(count);
        }

        @Override
        public void onError(Throwable failure) {
            reader.onError(failure);
        }

        @Override
        public void onComplete() {
            reader.onComplete();
        }
    }
}
