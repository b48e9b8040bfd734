package org.reimzul.controller.record;

import java.util.Comparator;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Status;

/**
 * What came, or is about to come, out of a build.
 *
 * @param status {@link Status#BUILDING} until its end is known
 */
public record BuildResult(
    Status status, String pkgname, String evr, String timestamp, String builder) {
  /** An end before a beginning, success before failure, the newest of several attempts. */
  static final Comparator<BuildResult> BEST =
      Comparator.comparing((BuildResult result) -> rank(result.status()))
          .thenComparing(BuildResult::timestamp)
          .thenComparing(BuildResult::builder)
          .thenComparing(BuildResult::evr)
          .thenComparing(BuildResult::pkgname)
          .reversed();

  private static int rank(Status status) {
    return switch (status) {
      case BUILDING -> 0;
      case FAILED -> 1;
      case SUCCESS -> 2;
    };
  }

  static BuildResult of(BuildEvent event) {
    return new BuildResult(
        event.status(), event.pkgname(), event.evr(), event.timestamp(), event.builder());
  }
}
