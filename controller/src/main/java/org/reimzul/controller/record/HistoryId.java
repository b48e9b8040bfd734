package org.reimzul.controller.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.reimzul.core.job.BuildEvent;

/** What tells one event of {@code notify} from all others. */
final class HistoryId {
  private HistoryId() {}

  /** The same for each delivery of one event: of its identity, or of its bytes if it has none. */
  static String of(BuildEvent event, byte[] body) {
    if (event.job().buildId().isPresent() && event.attempt().isPresent()) {
      return event.job().requireBuildId()
          + "."
          + event.attempt().get()
          + "."
          + event.status().wire();
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
