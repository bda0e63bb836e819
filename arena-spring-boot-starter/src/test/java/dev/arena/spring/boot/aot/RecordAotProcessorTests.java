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

package dev.arena.spring.boot.aot;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.ResolvableType;

import dev.arena.example.Orders;
import dev.arena.example.Table;
import dev.arena.json.ArenaJson;
import dev.arena.record.RecordLayout;

import static org.assertj.core.api.Assertions.assertThat;

/** The classes and hints that the build of an application generates for its records. */
class RecordAotProcessorTests {
    private static final TestGenerationContext GENERATED = process();
    private static final RuntimeHints HINTS = GENERATED.getRuntimeHints();

    private static TestGenerationContext process() {
        var context = new AnnotationConfigServletWebServerApplicationContext();
        TestPropertyValues.of("server.port=0").applyTo(context);
        context.register(Orders.Application.class);
        var generated = new TestGenerationContext();
        new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
        generated.writeGeneratedContent();
        return generated;
    }

    private static Map<String, ?> files() {
        return GENERATED.getGeneratedFiles().getGeneratedFiles(Kind.CLASS);
    }

    private static void assertGenerated(Type type) {
        Map<String, byte[]> classes = RecordLayout.of(type).generatedClasses();
        assertThat(classes).isNotEmpty();
        assertThat(files()).containsKeys(paths(classes));
        assertThat(files()).containsKeys(paths(ArenaJson.create().generatedClasses(type)));
        for (String name : classes.keySet()) {
            assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of(name))).accepts(HINTS);
        }
    }

    private static String[] paths(Map<String, byte[]> classes) {
        return classes.keySet().stream().map(it -> it.replace('.', '/') + ".class").toArray(String[]::new);
    }

    private static void assertRegistered(Class<?> type) throws NoSuchMethodException {
        var reflection = RuntimeHintsPredicates.reflection();
        assertThat(reflection.onConstructorInvocation(type.getDeclaredConstructors()[0])).as(type.getName())
                .accepts(HINTS);
        for (var component : type.getRecordComponents()) {
            assertThat(reflection.onMethodInvocation(component.getAccessor())).as(component.toString()).accepts(HINTS);
            assertThat(reflection.onFieldAccess(type, component.getName())).as(component.toString()).accepts(HINTS);
        }
        assertThat(RuntimeHintsPredicates.resource().forResource(type.getName().replace('.', '/') + ".class"))
                .as(type.getName()).accepts(HINTS);
    }

    @ParameterizedTest
    @ValueSource(classes = {Orders.Order.class, Orders.Item.class, Orders.Price.class, Orders.Currency.class,
            Orders.Answered.class, Orders.Later.class, Orders.Streamed.class, Orders.Part.class, Orders.Remote.class,
            Orders.Message.class, Orders.Stored.class, Orders.Laid.class, Orders.Queried.class, Orders.Inner.class,
            Orders.Written.class, Orders.Inherited.class, Orders.Named.class,
            Table.Row.class})
    void recordsInArenasShouldHaveClassesAndHints(Class<?> type) throws Exception {
        assertGenerated(type);
        assertRegistered(type);
    }

    @Test
    void recordsWithArgumentsShouldHaveClassesAndHints() throws Exception {
        assertGenerated(ResolvableType.forClassWithGenerics(Orders.Page.class, Orders.Item.class).getType());
        assertRegistered(Orders.Page.class);
    }

    @Test
    void recordThatIsNotPublicShouldHaveHintsOnly() throws Exception {
        Class<?> type = Class.forName(Orders.class.getName() + "$NotPublic");
        assertThat(RecordLayout.of((Type) type).generatedClasses()).isEmpty();
        assertRegistered(type);
    }

    @Test
    void recordOnHeapShouldHaveNoClass() {
        var records = new RecordTypes(List.of());
        records.addBean(Orders.Application.class);
        for (Class<?> nested : Orders.class.getDeclaredClasses()) {
            records.addBean(nested);
        }
        assertThat(records.found()).doesNotContain(Orders.OnHeap.class).contains(Orders.Written.class);
    }

    @Test
    void onlyPackagesOfTheApplicationShouldBeScanned() {
        for (String name : new String[]{"dev.arena.example", "dev.arena.exam"}) {
            var records = new RecordTypes(List.of(name));
            records.addBean(Orders.Application.class);
            assertThat(records.found().contains(Table.Row.class)).isEqualTo(name.equals("dev.arena.example"));
        }
    }

    @Test
    void classesShouldBeNoMoreThanThoseOfTheRecords() {
        Set<String> packages = files().keySet().stream().filter(it -> !it.startsWith("dev/arena/example"))
                .map(it -> it.replaceFirst("_[0-9a-f]{32}.class$", "")).collect(Collectors.toSet());
        assertThat(packages).contains("dev/arena/record/GeneratedCodec", "dev/arena/json/GeneratedMemberDecoder",
                "dev/arena/json/GeneratedRowFields");
        assertThat(files().keySet()).filteredOn(it -> it.contains("GeneratedCodec")).hasSizeLessThan(25);
    }

    @Test
    void applicationWithoutRecordsShouldHaveNoContribution() {
        assertThat(new RecordAotProcessor().processAheadOfTime(new DefaultListableBeanFactory())).isNull();
    }
}
