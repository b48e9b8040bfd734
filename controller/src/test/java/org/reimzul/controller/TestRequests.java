package org.reimzul.controller;

import java.util.Map;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.job.Tries;

/** What somebody far away asks for. */
public final class TestRequests {
  private TestRequests() {}

  /** The newest hello of a branch, by jane; its commit is not known yet. */
  public static SourceRequest hello(Optional<BuildId> build, Optional<String> requestId) {
    return new SourceRequest(
        "hello",
        "c9s",
        "HEAD",
        Optional.empty(),
        "x86_64",
        "demo.9",
        "",
        "",
        false,
        "jane",
        build,
        requestId,
        Tries.NONE,
        Map.of());
  }
}
