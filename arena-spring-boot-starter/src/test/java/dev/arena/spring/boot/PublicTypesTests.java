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

package dev.arena.spring.boot;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists the public types. Each of them must remain compatible until the next major version, so adding one is a decision. A type that
 * applications do not need is package-private, in the package of the classes that use it.
 */
class PublicTypesTests {
    private static final String PUBLIC_TYPES = """
            ArenaBudget
            ArenaBuilderCustomizer
            ArenaContextHolder
            ArenaTemplate
            LearnedSizes
            RequestScope
            RequestScopeAccessor
            ScopeSettings
            WithArena
            actuate.ArenaEndpointAutoConfiguration
            actuate.ArenaEvents
            actuate.ArenaHealthAutoConfiguration
            actuate.ArenaMeters
            actuate.ArenaMetricsAutoConfiguration
            actuate.ArenaObservationAutoConfiguration
            actuate.ArenaReactiveMetricsAutoConfiguration
            actuate.ArenaReactiveObservationAutoConfiguration
            actuate.ArenasDescriptor
            actuate.ArenasEndpoint
            actuate.OpenArenaDescriptor
            actuate.PartitionDescriptor
            actuate.PoolDescriptor
            autoconfigure.ArenaAutoConfiguration
            autoconfigure.ArenaPoolChoiceAutoConfiguration
            autoconfigure.ArenaProperties
            autoconfigure.ArenaReactivePoolChoiceAutoConfiguration
            autoconfigure.ByteBudgetResolver
            autoconfigure.ConditionalOnArenaEnabled
            autoconfigure.ConditionalOnRequestPool
            autoconfigure.PathPatterns
            autoconfigure.PropertyRanges
            http.ArenaClientAutoConfiguration
            http.ArenaCodecAutoConfiguration
            http.ArenaHttpAutoConfiguration
            http.ArenaResource
            http.ArenaWebClientAutoConfiguration
            http.BodyCodec
            http.InvalidRecordsException
            http.RawBodyReader
            http.UnreadableBodyException
            jdbc.RecordBatchSetter
            jdbc.RecordVecExtractor
            json.ArenaJsonAutoConfiguration
            json.RequestArenaModule
            messaging.ArenaMessageHandlerMethodFactory
            messaging.ArenaMessagingAutoConfiguration
            messaging.ArenaStompAutoConfiguration
            rawbody.ArenaRawBodyAutoConfiguration
            rawbody.ArenaReactiveRawBodyAutoConfiguration
            rawbody.RawBody
            rawbody.ReactiveRawBody
            springdoc.ArenaSpringDocAutoConfiguration
            validation.RowChecks
            web.ArenaReactiveAutoConfiguration
            web.ArenaServletAutoConfiguration
            web.EndedRequest
            web.ReactiveArenas
            web.ReactiveRequestArenaListener
            web.RequestArenaListener
            """;

    @Test
    void publicTypesShouldBeThoseOfTheList() {
        JavaClasses starter = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.arena.spring.boot");
        assertThat(starter.stream().filter(JavaClass::isTopLevelClass)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(type -> type.getName().substring("dev.arena.spring.boot.".length())))
                .containsExactlyInAnyOrderElementsOf(PUBLIC_TYPES.lines().toList());
    }
}
