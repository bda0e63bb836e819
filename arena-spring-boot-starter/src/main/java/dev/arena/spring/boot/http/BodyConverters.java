package dev.arena.spring.boot.http;

import java.util.List;

import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.SmartHttpMessageConverter;

import dev.arena.json.ArenaJson;

/** The converters of bodies in arena memory, in the order in which they are asked. */
public final class BodyConverters {
    private final List<SmartHttpMessageConverter<?>> ofServer;
    private final List<SmartHttpMessageConverter<?>> ofClient;

    private BodyConverters(List<SmartHttpMessageConverter<?>> ofServer, List<SmartHttpMessageConverter<?>> ofClient) {
        this.ofServer = ofServer;
        this.ofClient = ofClient;
    }

    /**
     * Converters of bytes and text.
     *
     * @param  arenas tells where to put bodies
     * @return        the converters
     */
    public static BodyConverters withoutJson(BodyArena arenas) {
        List<SmartHttpMessageConverter<?>> converters = List.of(new MemorySegmentHttpMessageConverter(arenas),
                new Utf8StringHttpMessageConverter(arenas));
        return new BodyConverters(converters, converters);
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
        var bytes = new MemorySegmentHttpMessageConverter(arenas, replaced);
        var text = new Utf8StringHttpMessageConverter(arenas, replaced);
        return new BodyConverters(List.of(bytes, text, new ArenaJsonHttpMessageConverter(arenas, json)),
                List.of(bytes, text, new ArenaJsonHttpMessageConverter(arenas, json, true)));
    }

    /**
     * Lets Spring ask these converters first.
     *
     * @param builder the converters of the application
     */
    public void addTo(HttpMessageConverters.ServerBuilder builder) {
        ofServer.forEach(builder::addCustomConverter);
    }

    /**
     * Lets the clients of an application ask these converters first. Responses are read into the arena of the current work. One that is
     * malformed is an exception of the client.
     *
     * @param builder the converters of clients
     */
    @SuppressWarnings("unchecked")
    public void addTo(HttpMessageConverters.ClientBuilder builder) {
        ofClient.forEach(each -> builder.addCustomConverter(
                new ResponseBodyConverter((SmartHttpMessageConverter<Object>) each)));
    }
}
