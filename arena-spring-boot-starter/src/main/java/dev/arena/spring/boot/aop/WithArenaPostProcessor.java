package dev.arena.spring.boot.aop;

import java.util.function.Supplier;

import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.core.Ordered;

import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.ByteBudgetResolver;
import dev.arena.spring.boot.WithArena;

/**
 * Puts the advice that {@link WithArena} asks for in front of what other advice a bean has by then. What hands the calls of
 * {@code @Async} methods over is put in front of it afterwards, as its post-processor comes later.
 */
public final class WithArenaPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

    /** Right behind the post-processor that makes proxies for transactions and the like, and before all others. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 1;

    private final transient Supplier<ArenaTemplate> template;

    /**
     * A post-processor.
     *
     * @param template opens the arenas; asked for when a bean with the annotation is created
     */
    public WithArenaPostProcessor(Supplier<ArenaTemplate> template) {
        this.template = template;
        setOrder(ORDER);
        setBeforeExistingAdvisors(true);
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        super.setBeanFactory(beanFactory);
        var methods = new WithArenaMethods(
                new ByteBudgetResolver(new EmbeddedValueResolver((ConfigurableBeanFactory) beanFactory),
                        () -> template.get().pool().settings()));
        this.advisor = new DefaultPointcutAdvisor(methods, new WithArenaInterceptor(methods, template));
    }
}
