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

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Configuration;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTests {

    private static final JavaClasses STARTER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.arena.spring.boot");

    @Test
    void packagesShouldHaveNoCycle() {
        slices().matching("dev.arena.spring.boot.(**)..").should().beFreeOfCycles().check(STARTER);
    }

    @Test
    void starterShouldNotUseTheEngine() {
        noClasses().should().dependOnClassesThat().resideInAPackage("dev.arena.engine..").check(STARTER);
    }

    @Test
    void basePackageShouldNotDependOnOthers() {
        noClasses().that().resideInAPackage("dev.arena.spring.boot").should().dependOnClassesThat()
                .resideInAPackage("dev.arena.spring.boot.*..").check(STARTER);
    }

    @Test
    void nestedConfigurationsShouldHaveTheSuffixConfiguration() {
        classes().that().areAnnotatedWith(Configuration.class).and().areNestedClasses().should()
                .haveSimpleNameEndingWith("Configuration").check(STARTER);
    }

    @Test
    void autoConfigurationsShouldHaveOneSwitch() {
        classes().that().areAnnotatedWith(AutoConfiguration.class).should()
                .beAnnotatedWith("dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled").check(STARTER);
    }

    /** An application can replace a bean by a bean of its type, which must be public, or by a bean of its name. */
    @Test
    void beansOfPackagePrivateTypesShouldNotBeConditionalOnMissingBeans() {
        methods().that(describe("have a condition by type", ArchitectureTests::isConditionalOnMissingType)).should()
                .haveRawReturnType(describe("public", type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
                .check(STARTER);
    }

    private static boolean isConditionalOnMissingType(JavaMethod method) {
        return method.tryGetAnnotationOfType(ConditionalOnMissingBean.class)
                .map(condition -> condition.name().length == 0).orElse(false);
    }

    /** Spring inspects the annotations of methods by reflection, and logs a warning if a class is missing. */
    @Test
    void methodsShouldBeConditionalOnNamesOfClasses() {
        noMethods().should().beAnnotatedWith(describe("@ConditionalOnClass with a class literal",
                it -> it.getRawType().isEquivalentTo(ConditionalOnClass.class)
                        && it.as(ConditionalOnClass.class).value().length > 0))
                .check(STARTER);
    }

    @Test
    void autoConfigurationsShouldBeFinalWithoutPublicMembers() {
        classes().that().areAnnotatedWith(AutoConfiguration.class).should().haveModifier(JavaModifier.FINAL)
                .check(STARTER);
        methods().that().areDeclaredInClassesThat()
                .areAnnotatedWith(AutoConfiguration.class).should().notBePublic().check(STARTER);
    }
}
