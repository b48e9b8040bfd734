package org.reimzul.worker;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;

/** Jobs for tests. */
public final class Jobs {
  private Jobs() {}

  /** A new job with these words. */
  public static BuildJob of(String srpm, String arch, String target) {
    return new BuildJob(
        srpm,
        arch,
        target,
        ".el9",
        false,
        "alice",
        Optional.of(BuildId.mint(Clock.systemUTC().instant())),
        Optional.empty(),
        Map.of());
  }
}
