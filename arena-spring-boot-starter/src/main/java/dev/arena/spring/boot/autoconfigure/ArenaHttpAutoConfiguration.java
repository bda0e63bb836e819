package dev.arena.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaContext;
import dev.arena.spring.boot.http.BodyArena;
import dev.arena.spring.boot.http.MemorySegmentHttpMessageConverter;
import dev.arena.spring.boot.http.UnreadableBodyHandler;
import dev.arena.spring.boot.http.Utf8StringHttpMessageConverter;

/** {@link EnableAutoConfiguration Auto-configuration} for bodies of servlet requests and responses in arena memory. */
@AutoConfiguration(after = ArenaServletAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, ServerHttpMessageConvertersCustomizer.class})
@ConditionalOnSingleCandidate(ArenaPool.class)
@ConditionalOnBean(ArenaContext.class)
@ConditionalOnBooleanProperty(name = "arena.enabled", matchIfMissing = true)
public final class ArenaHttpAutoConfiguration {

    ArenaHttpAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    BodyArena bodyArena(ArenaContext context, ArenaPool pool) {
        return new BodyArena(context, pool);
    }

    @Bean
    ServerHttpMessageConvertersCustomizer arenaHttpMessageConverters(BodyArena arenas) {
        return converters -> converters.addCustomConverter(new MemorySegmentHttpMessageConverter(arenas))
                .addCustomConverter(new Utf8StringHttpMessageConverter(arenas));
    }

    @Bean
    @ConditionalOnMissingBean
    UnreadableBodyHandler unreadableBodyHandler() {
        return new UnreadableBodyHandler();
    }
}
