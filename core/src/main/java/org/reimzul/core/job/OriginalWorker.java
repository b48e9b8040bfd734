package org.reimzul.core.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Gives what an original worker tells the identity that it doesn't know of. Whoever derives it gets
 * the same, from any of its messages about one arch of one job.
 */
final class OriginalWorker {
  private static final int TOKEN_BYTES = 8;

  private OriginalWorker() {}

  /**
   * The build that a message is about. It passes on the id of a job, if there is one, also when it
   * tells of a chained arch, which is a build of its own here.
   */
  static BuildId build(BuildEvent event) {
    BuildId id = event.job().buildId().orElseGet(() -> derived(event));
    return chained(event.job()) ? id.carrier().chained(event.job().arch()) : id;
  }

  /** A chained arch keeps the target of the job's own. */
  private static boolean chained(BuildJob job) {
    return !job.target().endsWith("." + job.arch());
  }

  /** Of where the result lies, but for the arch: one for all arches of a job. */
  private static BuildId derived(BuildEvent event) {
    String place =
        String.join("/", event.job().target(), event.pkgname(), event.timestamp(), event.evr());
    return BuildId.of(time(event.timestamp()), digest("reimzul original build " + place));
  }

  /** Only sorts; the builder's time zone is not known. */
  private static Instant time(String timestamp) {
    try {
      return Timestamp.parse(timestamp).toInstant(ZoneOffset.UTC);
    } catch (IllegalArgumentException e) {
      return Instant.EPOCH; // a bad one has been checked for its digits only
    }
  }

  /** Of all that its messages have in common. */
  static AttemptToken attempt(BuildEvent event) {
    var told =
        new BuildEvent(
            event.job().withBuildId(build(event)),
            Status.BUILDING,
            event.builder(),
            event.evr(),
            event.pkgname(),
            event.timestamp(),
            Optional.empty(),
            Optional.empty());
    String text = new String(told.encode(), StandardCharsets.UTF_8);
    byte[] digest = digest("reimzul original attempt " + text);
    return new AttemptToken(HexFormat.of().formatHex(digest, 0, TOKEN_BYTES));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
