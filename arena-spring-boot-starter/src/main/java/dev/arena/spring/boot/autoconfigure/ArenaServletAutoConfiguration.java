package dev.arena.spring.boot.autoconfigure;

import java.util.List;

import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingFilterBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.spring.boot.ArenaContext;
import dev.arena.spring.boot.autoconfigure.ArenaProperties.RequestConfinement;
import dev.arena.spring.boot.web.RequestPaths;
import dev.arena.spring.boot.web.servlet.ArenaArgumentResolver;
import dev.arena.spring.boot.web.servlet.ArenaExceptionHandler;
import dev.arena.spring.boot.web.servlet.ArenaFilter;
import dev.arena.spring.boot.web.servlet.ArenaFilter.ExhaustionHandler;
import dev.arena.spring.boot.web.servlet.ArenaHandlerInterceptor;
import dev.arena.spring.boot.web.servlet.RequestArenaListener;

/** {@link EnableAutoConfiguration Auto-configuration} for the arenas of servlet requests. */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnSingleCandidate(ArenaPool.class)
@ConditionalOnBooleanProperty(name = "arena.enabled", matchIfMissing = true)
public final class ArenaServletAutoConfiguration {

    /** Behind the observation filter, so that a request's observation sees how it was answered; before all that may allocate. */
    private static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    ArenaServletAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingFilterBean(ArenaFilter.class)
    FilterRegistrationBean<ArenaFilter> arenaFilter(ArenaPool pool, ArenaContext context, ArenaProperties properties,
            ObjectProvider<RequestArenaListener> listeners,
            @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> resolvers) {
        var paths = new RequestPaths(properties.web().include(), properties.web().exclude());
        List<RequestArenaListener> all = listeners.orderedStream().toList();
        var filter = new ArenaFilter(pool, context, confinement(properties), paths, exhaustionHandler(resolvers),
                (request, response, failure, stats) -> all
                        .forEach(listener -> listener.arenaEnded(request, response, failure, stats)));
        var registration = new FilterRegistrationBean<>(filter);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        registration.setAsyncSupported(true);
        registration.setOrder(FILTER_ORDER);
        return registration;
    }

    /** Where it depends on the handler, what is opened before that is known must do for all. */
    private static Confinement confinement(ArenaProperties properties) {
        return properties.confinement() == RequestConfinement.CONFINED ? Confinement.CONFINED : Confinement.SHARED;
    }

    /** What is thrown outside of a controller is answered by the same exception handlers as what is thrown inside. */
    private static ExhaustionHandler exhaustionHandler(ObjectProvider<HandlerExceptionResolver> resolvers) {
        return (request, response, exhausted) -> {
            HandlerExceptionResolver resolver = resolvers.getIfAvailable();
            if (resolver == null) {
                return false;
            }
            return resolver.resolveException(request, response, null, exhausted) != null;
        };
    }

    @Bean
    @ConditionalOnMissingBean
    ArenaExceptionHandler arenaExceptionHandler() {
        return new ArenaExceptionHandler();
    }

    @Bean
    WebMvcConfigurer arenaWebMvcConfigurer(ArenaProperties properties, ArenaPool pool) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ArenaArgumentResolver());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                if (properties.confinement() == RequestConfinement.AUTO
                        && pool.settings().confinement() == Confinement.CONFINED) {
                    registry.addInterceptor(new ArenaHandlerInterceptor()).order(Ordered.HIGHEST_PRECEDENCE);
                }
            }
        };
    }
}
