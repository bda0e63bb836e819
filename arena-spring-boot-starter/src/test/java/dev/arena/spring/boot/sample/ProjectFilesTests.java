package dev.arena.spring.boot.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootVersion;

import static org.assertj.core.api.Assertions.assertThat;

/** What the project says of itself is true. */
class ProjectFilesTests {
    private static final Path ROOT = Path.of("..");

    @Test
    void bomShouldHaveThePublishedModulesWithTheVersionOfTheProject() throws IOException {
        Set<String> published = new TreeSet<>();
        for (String module : all("<module>([^<]+)</module>", read("pom.xml"))) {
            String pom = read(module + "/pom.xml");
            if (!pom.contains("<maven.deploy.skip>true") && !pom.contains("<packaging>pom")) {
                published.add(module);
            }
        }
        String bom = read("arena-bom/pom.xml");
        assertThat(all("<artifactId>([^<]+)</artifactId>", bom.substring(bom.indexOf("<dependencyManagement>"))))
                .containsExactlyElementsOf(published);
        assertThat(bom).doesNotContain("<parent>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<version>([^<]+)</version>", "<project.home>([^<]+)<",
            "<project.build.outputTimestamp>([^<]+)<", "<url>(https://www.apache[^<]+)<"})
    void bomShouldRepeatWhatItsParentWouldSay(String element) throws IOException {
        assertThat(all(element, read("arena-bom/pom.xml")).getFirst())
                .isEqualTo(all(element, read("pom.xml")).getFirst());
    }

    @Test
    void compatibilityShouldNameTestsThatExistAndTheVersionThatIsTested() throws IOException {
        String text = read("docs/compatibility.md");
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(it -> it.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
        }
        assertThat(tests).containsAll(all("`(\\w+Tests)`", text));
        assertThat(text).contains("| " + SpringBootVersion.getVersion() + " |");
    }

    @Test
    void changelogShouldBeginWithWhatIsNotReleased() throws IOException {
        assertThat(all("(?m)^## (.+)$", read("CHANGELOG.md")).getFirst()).isEqualTo("[Unreleased]");
    }

    @Test
    void versionsOfDependenciesShouldBeInTheRootPom() throws IOException {
        for (String module : all("<module>([^<]+)</module>", read("pom.xml"))) {
            if (!module.equals("arena-bom")) {
                assertThat(all("<version>([^<]+)</version>", read(module + "/pom.xml")).stream().skip(1))
                        .as(module).allMatch(version -> version.startsWith("${"));
            }
        }
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(it -> it.group(1)).toList();
    }
}
