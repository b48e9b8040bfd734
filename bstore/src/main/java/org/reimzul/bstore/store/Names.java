package org.reimzul.bstore.store;

import java.util.Optional;
import org.reimzul.core.job.BuildId;

/** What the names on to-do lists and beside commit records stand for. */
public final class Names {
  private static final String WITHDRAWN = ".withdrawn";

  private Names() {}

  /** The build that a name is that of. */
  public static Optional<BuildId> build(String name) {
    try {
      return Optional.of(new BuildId(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The withdrawal of a build. */
  public static String withdrawn(BuildId build) {
    return build.value() + WITHDRAWN;
  }

  /** The build whose withdrawal a name stands for. */
  public static Optional<BuildId> withdrawn(String name) {
    return name.endsWith(WITHDRAWN)
        ? build(name.substring(0, name.length() - WITHDRAWN.length()))
        : Optional.empty();
  }
}
