package org.reimzul.core.job;

import java.util.Locale;

/** How a build ended, as bstore has committed it. */
public enum EndState {
  /** Built; in the repository, or for a scratch build in its directory. */
  PUBLISHED,
  /** The package's fault. */
  FAILED,
  /** Nothing to build: not for this arch, or published already. */
  SKIPPED,
  /** A person, or the end of a build that it waited for, has called it off. */
  CANCELED,
  /** Published once, and taken out of the repository again. */
  WITHDRAWN;

  /** The name as it is; {@link IllegalArgumentException} for anything else. */
  public static EndState parse(String text) {
    for (EndState state : values()) {
      if (state.name().equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException("not an end of a build: " + Excerpt.of(text));
  }

  /** For a person: {@code canceled}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
