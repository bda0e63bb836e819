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

package dev.arena.spring.boot.sample;

import java.util.stream.IntStream;

import org.springframework.batch.core.configuration.support.DefaultBatchConfiguration;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.support.IteratorItemReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Reads 2500 temperatures, in three chunks. */
@Configuration(proxyBeanMethods = false)
@Import(MedianWriter.class)
class MedianJob extends DefaultBatchConfiguration {

    @Bean
    ItemReader<Double> reader() {
        return new IteratorItemReader<>(IntStream.range(0, 2500).mapToObj(i -> (double) (2500 - i)).iterator());
    }

    @Bean
    Step medians(JobRepository jobs, MedianWriter writer, ItemReader<Double> reader) {
        return new StepBuilder("medians", jobs).<Double, Double>chunk(1000).reader(reader).writer(writer).build();
    }

    @Bean
    Job job(JobRepository jobs, Step medians) {
        return new JobBuilder("job", jobs).start(medians).build();
    }
}
