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

package dev.arena.spring.boot.orders;

import java.nio.ByteBuffer;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.spring.boot.rawbody.ReactiveRawBody;

/** Checks the signature of each order, over the body in the arena or over an array on the heap. */
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class ReactiveSignatureFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getMethod().equals(HttpMethod.POST)) {
            return chain.filter(exchange);
        }
        if (!exchange.getRequest().getPath().value().startsWith("/plain")) {
            return ReactiveRawBody.of(exchange)
                    .flatMap(body -> checked(body.asByteBuffer(), exchange, chain, exchange));
        }
        return DataBufferUtils.join(exchange.getRequest().getBody()).map(ReactiveSignatureFilter::copy)
                .flatMap(copy -> checked(ByteBuffer.wrap(copy), exchange, chain, with(exchange, copy)));
    }

    private static Mono<Void> checked(ByteBuffer body, ServerWebExchange exchange, WebFilterChain chain,
            ServerWebExchange next) {
        if (Hmac.isValid(body, exchange.getRequest().getHeaders().getFirst("X-Signature"))) {
            return chain.filter(next);
        }
        exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
        return exchange.getResponse().setComplete();
    }

    private static byte[] copy(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static ServerWebExchange with(ServerWebExchange exchange, byte[] body) {
        return exchange.mutate().request(new ServerHttpRequestDecorator(exchange.getRequest()) {
            @Override
            public Flux<DataBuffer> getBody() {
                return Flux.just(exchange.getResponse().bufferFactory().wrap(body));
            }
        }).build();
    }
}
