package org.reimzul.cli;

/** What commands exit with, besides 0, and picocli's 1 for a failure and 2 for wrong usage. */
final class Exit {
  /** It took longer than the one who asked would wait; nothing is taken back. */
  static final int TIMEOUT = 3;

  private Exit() {}
}
