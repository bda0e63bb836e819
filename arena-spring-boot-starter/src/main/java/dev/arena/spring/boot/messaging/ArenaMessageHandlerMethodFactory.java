package dev.arena.spring.boot.messaging;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.GenericMessageConverter;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

import dev.arena.ArenaOptions;
import dev.arena.Confinement;
import dev.arena.spring.boot.ArenaTemplate;

/**
 * Lets each call of a listener's method have an arena of its own, which its arguments are read into, and which ends when the method
 * returns or throws. Listeners of Kafka, JMS and RabbitMQ use it if it is given to their registrar.
 *
 * <p>What the method returns is sent after that, and must not be in the arena.
 */
public final class ArenaMessageHandlerMethodFactory extends DefaultMessageHandlerMethodFactory {
    private final ArenaTemplate template;

    /**
     * A factory that converts payloads to arena types, and simple ones as Spring does.
     *
     * @param template  opens the arenas
     * @param converter reads payloads
     */
    public ArenaMessageHandlerMethodFactory(ArenaTemplate template, ArenaMessageConverter converter) {
        this.template = template;
        setMessageConverter(new CompositeMessageConverter(List.of(converter, new GenericMessageConverter())));
    }

    @Override
    public InvocableHandlerMethod createInvocableHandlerMethod(Object bean, Method method) {
        return new InArena(super.createInvocableHandlerMethod(bean, method), template);
    }

    private static final class InArena extends InvocableHandlerMethod {
        private final InvocableHandlerMethod handler;
        private final ArenaTemplate template;
        private final ArenaOptions options;

        InArena(InvocableHandlerMethod handler, ArenaTemplate template) {
            super(handler);
            this.handler = handler;
            this.template = template;
            this.options = ArenaOptions.defaults().withConfinement(Confinement.CONFINED)
                    .withOwner(handler.getBeanType().getSimpleName() + "." + handler.getMethod().getName());
        }

        @Override
        public @Nullable Object invoke(Message<?> message, @Nullable Object... providedArgs) throws Exception {
            return template.<@Nullable Object, Exception>execute(options, _ -> handler.invoke(message, providedArgs));
        }
    }
}
