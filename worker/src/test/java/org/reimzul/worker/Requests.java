package org.reimzul.worker;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.job.Tries;

/** Requests to build from git, for tests. */
public final class Requests {
  private Requests() {}

  /** A new one of alice's in el9, whose disttag is to be told from the branch. */
  public static SourceRequest of(String pkg, String branch, String ref, String arch) {
    return new SourceRequest(
        pkg,
        branch,
        ref,
        Optional.empty(),
        arch,
        "el9",
        "",
        "",
        false,
        "alice",
        Optional.of(BuildId.mint(Clock.systemUTC().instant())),
        Optional.of("request-1"),
        Tries.NONE,
        Map.of());
  }
}
