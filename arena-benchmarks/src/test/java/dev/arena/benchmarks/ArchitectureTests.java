package dev.arena.benchmarks;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("dev.arena.benchmarks");

    @Test
    void packagesShouldHaveNoCycle() {
        slices().matching("dev.arena.benchmarks.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingShouldTouchTheEngine() {
        noClasses().should().dependOnClassesThat().resideInAPackage("dev.arena.engine..").check(CLASSES);
    }
}
