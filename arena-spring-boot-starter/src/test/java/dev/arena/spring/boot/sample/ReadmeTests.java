package dev.arena.spring.boot.sample;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README shows is what the code does. */
class ReadmeTests {
    private final Markdown readme = Markdown.of("../README.md");

    @Test
    void controllerShouldBeTheOneThatIsCompiled() {
        String source = Markdown.read(Path.of("src/test/java/dev/arena/spring/boot/sample/ChecksumController.java"));
        assertThat(readme.blocks("java")).singleElement().satisfies(block -> assertThat(source).contains(block));
    }

    @Test
    void propertiesShouldBind() throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(readme.blocks("properties").getFirst()));
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class))
                .withPropertyValues(properties.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new))
                .run(context -> {
                    ArenaPool.Settings settings = context.getBean(ArenaPool.class).settings();
                    assertThat(settings.arenaByteBudget()).isEqualTo(8 << 20);
                    assertThat(settings.poolByteBudget()).isEqualTo(256 << 20);
                });
    }

    @Test
    void propertiesShouldExist() {
        var metadata = JsonMapper.shared()
                .readTree(getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json"));
        List<String> names = metadata.get("properties").valueStream().map(it -> it.get("name").asString())
                .filter(name -> name.startsWith("arena.")).toList();
        List<String> documented = Pattern.compile("(?m)^\\| ((?:`arena[^|]+)) \\|").matcher(readme.text()).results()
                .flatMap(row -> Pattern.compile("`([^`]+)`").matcher(row.group(1)).results()).map(it -> it.group(1))
                .toList();
        assertThat(documented).isNotEmpty().isSubsetOf(names);
    }
}
