package org.reimzul.core.job;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reason of a build that was skipped because a target with {@code duplicates = refuse} has its
 * packages. Worker and bstore write it; who waits for the build reads there which one to wait for.
 */
public final class AlreadyPublished {
  private static final String TEXT = "already published by build ";
  private static final Pattern SHAPE = Pattern.compile(TEXT + "([0-9a-z_-]{1,60})");

  private AlreadyPublished() {}

  /** The reason that names {@code other}. */
  public static String reason(BuildId other) {
    return TEXT + other;
  }

  /** The build that a reason names; empty for any other reason. */
  public static Optional<BuildId> by(String reason) {
    Matcher named = SHAPE.matcher(reason);
    try {
      return named.matches() ? Optional.of(new BuildId(named.group(1))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
