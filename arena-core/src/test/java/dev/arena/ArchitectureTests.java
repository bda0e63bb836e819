package dev.arena;

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

/** Would fail if the rooms of this module were entered by the wrong door. */
class ArchitectureTests {
    private static final String ENGINE = "dev.arena.engine..";
    private static final String ENGINE_PREFIX = "dev.arena.engine.";

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.arena");

    @Test
    void theModuleIsUnderTest() {
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
    void theEngineKnowsNothingOfWhatIsAboveIt() {
        noClasses().that().resideInAPackage(ENGINE)
                .should().dependOnClassesThat(DescribedPredicate.describe("are of this project outside the engine",
                        type -> type.getPackageName().startsWith("dev.arena")
                                && !type.getPackageName().startsWith(ENGINE_PREFIX)))
                .check(MODULE);
    }

    @Test
    void theEngineNeedsNothingButTheJdk() {
        classes().that().resideInAPackage(ENGINE)
                .should().onlyDependOnClassesThat().resideInAnyPackage(ENGINE, "java..", "jdk.jfr..", "org.jspecify..")
                .check(MODULE);
    }

    @Test
    void noPublicSignatureShowsTheEngine() {
        classes().that().arePublic().and().resideOutsideOfPackage(ENGINE)
                .should(new ArchCondition<JavaClass>("show no engine type") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        shownBy(type).filter(shown -> shown.getPackageName().startsWith(ENGINE_PREFIX))
                                .forEach(shown -> events.add(SimpleConditionEvent.violated(type,
                                        type.getName() + " shows " + shown.getName())));
                    }
                }).check(MODULE);
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

    private static boolean isShown(java.util.Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
