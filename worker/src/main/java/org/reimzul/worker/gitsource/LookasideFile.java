package org.reimzul.worker.gitsource;

import java.util.regex.Pattern;
import org.reimzul.core.job.Excerpt;

/**
 * A source that is not in git.
 *
 * @param name a bare file name
 * @param hash lower-case hexadecimal
 */
record LookasideFile(String name, HashType type, String hash) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+~^@%=,:!#&()\\[\\]-]{0,254}");

  /** Checks both; {@link IllegalArgumentException} shows the bad one. */
  LookasideFile {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a bare file name: " + Excerpt.of(name));
    }
    if (!type.accepts(hash)) {
      throw new IllegalArgumentException("not a " + type + " digest: " + Excerpt.of(hash));
    }
  }
}
