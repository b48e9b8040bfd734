package org.reimzul.worker.mock;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The farm's configurations as they are for one build.
 *
 * @param directory where they lie, or below {@code mock/} there
 * @param commit of the git repository, if they come from one
 * @param stale why they may be older than that repository
 */
public record Configurations(Path directory, Optional<String> commit, Optional<String> stale) {
  /** Those of a directory that somebody else keeps. */
  static Configurations in(Path directory) {
    return new Configurations(directory, Optional.empty(), Optional.empty());
  }
}
