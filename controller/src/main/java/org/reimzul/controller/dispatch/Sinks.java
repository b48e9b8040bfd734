package org.reimzul.controller.dispatch;

import java.util.function.Predicate;
import org.reimzul.core.job.BuildEvent;

/**
 * Who hears of results that are not of scratch builds.
 *
 * @param mqtt whether the broker does
 * @param mail of which there is a mail
 */
public record Sinks(boolean mqtt, Predicate<BuildEvent> mail) {}
