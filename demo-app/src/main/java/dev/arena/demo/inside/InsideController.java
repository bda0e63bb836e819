package dev.arena.demo.inside;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Plays the life of a small request for the page that draws it. Takes some kilobytes of memory for a moment. */
@RestController
final class InsideController {

    @GetMapping("/api/inside")
    List<Step> inside() {
        return Script.play();
    }
}
