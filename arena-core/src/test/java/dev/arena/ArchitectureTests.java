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

package dev.arena;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the dependencies between the packages of this module. */
class ArchitectureTests {
    private static final String ENGINE = "dev.arena.engine..";
    private static final String ENGINE_PREFIX = "dev.arena.engine.";
    private static final String TOKENS = "dev.arena.json.token";

    private static final int MAX_CYCLE = 3;

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.arena");

    @Test
    void moduleIsImported() {
        assertThat(MODULE.contain("dev.arena.engine.alloc.BumpAllocator")).isTrue();
        assertThat(MODULE.contain("dev.arena.AbstractArena")).isTrue();
        assertThat(MODULE.contain("dev.arena.ArchitectureTests")).isFalse();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        }).should().beFreeOfCycles().check(MODULE);
    }

    @Test
    void engineDoesNotDependOnOtherPackagesOfTheModule() {
        noClasses().that().resideInAPackage(ENGINE)
                .should().dependOnClassesThat(DescribedPredicate.describe("are of this project outside the engine",
                        type -> type.getPackageName().startsWith("dev.arena")
                                && !type.getPackageName().startsWith(ENGINE_PREFIX)))
                .check(MODULE);
    }

    @Test
    void engineDependsOnTheJdkOnly() {
        classes().that().resideInAPackage(ENGINE)
                .should().onlyDependOnClassesThat().resideInAnyPackage(ENGINE, "java..", "jdk.jfr..", "org.jspecify..")
                .check(MODULE);
    }

    @Test
    void tokensDoNotDependOnRecords() {
        classes().that().resideInAPackage(TOKENS)
                .should().onlyDependOnClassesThat().resideInAnyPackage(TOKENS, "dev.arena", "dev.arena.text", "java..",
                        "tools.jackson.core..", "org.jspecify..")
                .check(MODULE);
    }

    @Test
    void noPublicSignatureShowsAnInternalType() {
        classes().that().arePublic().and().resideOutsideOfPackages(ENGINE, TOKENS)
                .should(new ArchCondition<JavaClass>("show no internal type") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        shownBy(type).filter(shown -> isInternal(shown.getPackageName()))
                                .forEach(shown -> events.add(SimpleConditionEvent.violated(type,
                                        type.getName() + " shows " + shown.getName())));
                    }
                }).check(MODULE);
    }

    private static boolean isInternal(String name) {
        return name.startsWith(ENGINE_PREFIX) || name.equals(TOKENS);
    }

    private static Stream<JavaClass> shownBy(JavaClass type) {
        Stream<JavaClass> parents = Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
        Stream<JavaClass> fields = type.getFields().stream()
                .filter(field -> isShown(field.getModifiers()))
                .flatMap(field -> field.getAllInvolvedRawTypes().stream());
        Stream<JavaClass> members = type.getCodeUnits().stream()
                .filter(unit -> isShown(unit.getModifiers()))
                .flatMap(ArchitectureTests::shownBy);
        return Stream.of(parents, fields, members).flatMap(shown -> shown);
    }

    private static Stream<JavaClass> shownBy(JavaCodeUnit unit) {
        return Stream.concat(unit.getAllInvolvedRawTypes().stream(),
                unit.getExceptionTypes().stream().map(each -> each.toErasure()));
    }

    private static boolean isShown(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    /**
     * Classes that depend on each other in a cycle can only be understood together. Cycles must be small and within one
     * package.
     */
    @Test
    void cyclesOfEngineClassesAreSmallAndWithinOnePackage() {
        Map<String, Set<String>> reached = new TreeMap<>();
        Map<String, Set<String>> direct = new TreeMap<>();
        for (JavaClass type : MODULE) {
            if (type.getPackageName().startsWith(ENGINE_PREFIX)) {
                Set<String> targets = direct.computeIfAbsent(outermost(type), _ -> new TreeSet<>());
                type.getDirectDependenciesFromSelf().stream().map(dependency -> outermost(dependency.getTargetClass()))
                        .filter(name -> name.startsWith(ENGINE_PREFIX)).forEach(targets::add);
            }
        }
        assertThat(direct).hasSizeGreaterThan(40);
        direct.keySet().forEach(name -> reached.put(name, reachedFrom(name, direct)));
        for (String name : direct.keySet()) {
            List<String> knot = reached.getOrDefault(name, Set.of()).stream()
                    .filter(other -> reached.getOrDefault(other, Set.of()).contains(name)).toList();
            assertThat(knot.size()).as("classes of the cycle: %s", knot).isLessThanOrEqualTo(MAX_CYCLE);
            assertThat(knot.stream().map(each -> each.substring(0, each.lastIndexOf('.'))).distinct())
                    .as("packages of the cycle: %s", knot).hasSizeLessThanOrEqualTo(1);
        }
    }

    private static String outermost(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        int nested = base.getName().indexOf('$');
        return nested < 0 ? base.getName() : base.getName().substring(0, nested);
    }

    private static Set<String> reachedFrom(String name, Map<String, Set<String>> direct) {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(direct.get(name));
        while (!next.isEmpty()) {
            String each = next.pop();
            if (reached.add(each)) {
                next.addAll(direct.getOrDefault(each, Set.of()));
            }
        }
        return reached;
    }
}
