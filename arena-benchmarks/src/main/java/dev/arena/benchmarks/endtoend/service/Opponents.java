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

package dev.arena.benchmarks.endtoend.service;

import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The requests that the packaged demo serves in addition when this class is one of its sources. */
@Configuration(proxyBeanMethods = false)
@Import({FastjsonController.class, BytesController.class, HeapController.class, ArenaController.class})
public class Opponents {

    @Bean
    ServerHttpMessageConvertersCustomizer fastjson() {
        return converters -> converters.addCustomConverter(new FastjsonConverter());
    }
}
