package org.reimzul.faults;

import java.util.Set;
import org.reimzul.checker.Finding;

/**
 * A farm with one of the original's faults, and what shows it.
 *
 * @param name its directory in {@code src/test/mutants}
 * @param roles the programs that have the fault
 * @param kind of the finding that tells of the fault
 * @param text a part of that finding, a regular expression
 * @param scene under which the fault does harm, and a farm without it none
 */
record Mutant(String name, Set<String> roles, Finding.Kind kind, String text, Scene scene) {
  /** What happens to a farm. */
  @FunctionalInterface
  interface Scene {
    void play(Stage stage) throws Exception;
  }

  /** True if this finding tells of the fault. */
  boolean shows(Finding finding) {
    return finding.kind() == kind && finding.text().matches(".*(" + text + ").*");
  }
}
