package org.reimzul.bstore.publish;

import java.util.function.Predicate;

/**
 * What the configuration says of targets, each named with its arch.
 *
 * @param accepts whether it is one of the farm's
 * @param refusesDuplicates whether a package that is published is never replaced
 */
public record Rules(Predicate<String> accepts, Predicate<String> refusesDuplicates) {}
