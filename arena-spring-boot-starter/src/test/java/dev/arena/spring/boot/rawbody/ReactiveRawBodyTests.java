package dev.arena.spring.boot.rawbody;

import java.util.ArrayList;
import java.util.List;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "spring.main.web-application-type=reactive")
class ReactiveRawBodyTests extends AbstractRawBodyTests {

    @Override
    String order(String ofQuery, String... ofForm) {
        List<String> all = new ArrayList<>(List.of(ofForm));
        all.add(ofQuery);
        return all.toString();
    }
}
