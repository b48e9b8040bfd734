package org.reimzul.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run was asked for and has not done: one that broke too little proves nothing. */
final class Shortfall {
  private Shortfall() {}

  /** One line each; {@code death}: what the thread that submits died of, if it did. */
  static List<String> of(Wanted wanted, int builds, int faults, Optional<Throwable> death) {
    List<String> lines = new ArrayList<>();
    death.ifPresent(cause -> lines.add("nobody submitted any more: " + cause));
    if (builds < wanted.builds()) {
      lines.add("only " + builds + " of " + wanted.builds() + " builds");
    }
    if (faults < wanted.faults()) {
      lines.add("only " + faults + " of " + wanted.faults() + " faults");
    }
    return lines;
  }
}
