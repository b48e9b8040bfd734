package org.reimzul.core.job;

/**
 * A build and one try at it; as text {@code <build id>.<attempt token>}, the name of its upload
 * directory.
 */
public record AttemptId(BuildId build, AttemptToken token) {
  /** Reads {@code <build id>.<attempt token>}; {@link IllegalArgumentException} if it isn't one. */
  public static AttemptId parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("not BUILD.ATTEMPT: " + Excerpt.of(text));
    }
    return new AttemptId(
        new BuildId(text.substring(0, dot)), new AttemptToken(text.substring(dot + 1)));
  }

  @Override
  public String toString() {
    return build + "." + token;
  }
}
