/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.spring.boot.autoconfigure;

import java.lang.ref.WeakReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.log.LogMessage;

import dev.arena.SoftLimitEvent;
import dev.arena.SoftLimitListener;

/**
 * Publishes soft-limit events to the application, on the allocating thread, and logs those of the pool. The publisher is the
 * application context, which contains the pool. It is held weakly, so that the leak detector can find the pool if both become
 * garbage.
 */
final class SoftLimitPublisher implements SoftLimitListener {
    private static final Log LOG = LogFactory.getLog(SoftLimitPublisher.class);

    private final WeakReference<ApplicationEventPublisher> publisher;
    private final RateLimit rateLimit = new RateLimit(System::nanoTime);

    SoftLimitPublisher(ApplicationEventPublisher publisher) {
        this.publisher = new WeakReference<>(publisher);
    }

    @Override
    public void onSoftLimit(SoftLimitEvent event) {
        log(event);
        ApplicationEventPublisher target = publisher.get();
        if (target != null) {
            target.publishEvent(event);
        }
    }

    /** Logs the event. The soft limit of a request concerns this request only, but that of the pool concerns all requests. */
    private void log(SoftLimitEvent event) {
        if (event.scope() == SoftLimitEvent.Scope.ARENA) {
            LOG.debug(LogMessage.of(() -> text(event)));
        } else {
            rateLimit.run(suppressed -> LOG.warn(text(event) + RateLimit.text(suppressed)));
        }
    }

    private static String text(SoftLimitEvent event) {
        return event.description() + " is about to exceed its soft limit of " + Math.round(event.share() * 100)
                + "% of its byte budget of " + event.limit() + " bytes: it holds " + event.held()
                + " bytes and requests " + event.requested() + " more";
    }
}
