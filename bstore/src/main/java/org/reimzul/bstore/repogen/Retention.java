package org.reimzul.bstore.repogen;

import java.time.Duration;

/**
 * How long replaced metadata can be fetched: until both are over.
 *
 * @param age since it was replaced
 * @param generations how many generations back
 */
public record Retention(Duration age, int generations) {}
