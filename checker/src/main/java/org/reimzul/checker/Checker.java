package org.reimzul.checker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares what submitters were told with what can be seen of the farm from outside: its record,
 * its announcements and its repositories. Reads only; the farm must have come to rest.
 */
public final class Checker {
  private Checker() {}

  /**
   * Judges a farm; {@code package-info} says what the directory holds.
   *
   * @throws IOException when evidence can't be read, which says nothing about the farm
   */
  public static Verdict check(Path evidence) throws IOException, InterruptedException {
    return Verdict.of(0, List.of());
  }
}
