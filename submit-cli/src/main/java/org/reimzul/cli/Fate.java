package org.reimzul.cli;

import java.util.Optional;
import org.reimzul.core.job.Commit;
import org.reimzul.core.job.EndState;

/**
 * How a build ended.
 *
 * @param reason empty if there is nothing to say
 */
record Fate(EndState state, String reason) {
  static Fate of(Commit commit) {
    return new Fate(commit.state(), commit.reason().orElse(""));
  }

  /** As the record has it; empty while the build goes on or is held. */
  static Optional<Fate> of(BuildRecord record) {
    EndState state =
        switch (record.state()) {
          case "PUBLISHED", "SIGNED" -> EndState.PUBLISHED;
          case "FAILED" -> EndState.FAILED;
          case "SKIPPED" -> EndState.SKIPPED;
          case "CANCELED" -> EndState.CANCELED;
          case "WITHDRAWN" -> EndState.WITHDRAWN;
          default -> null;
        };
    return Optional.ofNullable(state).map(known -> new Fate(known, record.reason()));
  }

  /** {@code was published}, {@code has failed: rpmbuild: exit 1}. */
  String told() {
    String verb = state == EndState.FAILED ? "has " : "was ";
    return verb + state.word() + (reason.isEmpty() ? "" : ": " + reason);
  }
}
