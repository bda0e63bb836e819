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

import java.net.http.HttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One way in which a request can run and end.
 *
 * @param name description
 * @param arenas number of arenas, including that of an error page
 * @param uses number of allocations
 * @param exchange actions of the client, and the expected response
 */
record Ending(String name, int arenas, int uses, Exchange exchange) {

    /** Sends the request, and checks the response. */
    @FunctionalInterface
    interface Exchange {
        void with(RequestClient client, AbstractRequestTests tests) throws Exception;
    }

    /** Creates a request that opens one arena and gets a response. */
    static Ending answer(String name, String path, int status, String body, int uses, String... headers) {
        return new Ending(name, 1, uses, (client, _) -> {
            HttpResponse<String> response = client.get(path, headers);
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.body()).contains(body).doesNotContain("secret").doesNotContain("dev.arena");
        });
    }

    /** Creates a request whose client receives only a part of the response. */
    static Ending cutOff(String name, String path, int uses, String... headers) {
        return new Ending(name, 1, uses, (client, _) -> assertThat(client.read(path, headers))
                .startsWith("HTTP/1.1 200").doesNotContain("secret").doesNotContain("dev.arena"));
    }

    Ending withArenas(int number) {
        return new Ending(name, number, uses, exchange);
    }

    @Override
    public String toString() {
        return name;
    }
}
