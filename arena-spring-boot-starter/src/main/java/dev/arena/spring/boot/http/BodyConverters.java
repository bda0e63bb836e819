package dev.arena.spring.boot.http;

import java.util.List;

import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.SmartHttpMessageConverter;

import dev.arena.json.ArenaJson;

/** The converters of bodies in arena memory, in the order in which they are asked. */
public final class BodyConverters {
    private final List<SmartHttpMessageConverter<?>> converters;

    private BodyConverters(SmartHttpMessageConverter<?>... converters) {
        this.converters = List.of(converters);
    }

    /**
     * Converters of bytes and text.
     *
     * @param  arenas tells where to put bodies
     * @return        the converters
     */
    public static BodyConverters withoutJson(BodyArena arenas) {
        return new BodyConverters(new MemorySegmentHttpMessageConverter(arenas),
                new Utf8StringHttpMessageConverter(arenas));
    }

    /**
     * Converters of bytes, text and JSON.
     *
     * @param  arenas tells where to put bodies
     * @param  json   decodes and encodes
     * @return        the converters
     */
    public static BodyConverters withJson(BodyArena arenas, ArenaJson json) {
        var writer = new JsonBodyWriter(json);
        var replaced = new ReplacedBody((value, out) -> writer.write(value, out, null));
        return new BodyConverters(new MemorySegmentHttpMessageConverter(arenas, replaced),
                new Utf8StringHttpMessageConverter(arenas, replaced), new ArenaJsonHttpMessageConverter(arenas, json));
    }

    /**
     * Lets Spring ask these converters first.
     *
     * @param builder the converters of the application
     */
    public void addTo(HttpMessageConverters.ServerBuilder builder) {
        converters.forEach(builder::addCustomConverter);
    }

    /**
     * Lets the clients of an application ask these converters first. Responses are read into the arena of the current work. One that is
     * malformed is an exception of the client.
     *
     * @param builder the converters of clients
     */
    @SuppressWarnings("unchecked")
    public void addTo(HttpMessageConverters.ClientBuilder builder) {
        converters.forEach(each -> builder.addCustomConverter(
                new ResponseBodyConverter((SmartHttpMessageConverter<Object>) each)));
    }
}
