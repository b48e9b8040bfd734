package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Path;

/** A mock that the worker is tried with. */
interface TestMock {
  /** The target that {@link #configure} makes a configuration for. */
  String TARGET = "reimzul-test.x86_64";

  /** Its path. */
  String program(Path dir) throws IOException;

  /**
   * Writes configurations as a farm keeps them: {@code TARGET.cfg}, {@code site-defaults.cfg} and
   * {@code logging.ini}.
   *
   * @param dir the test's own
   */
  void configure(Path configs, Path dir) throws IOException;

  /** Where it keeps the root cache of a root. */
  Path rootCache(String root, Path dir) throws IOException, InterruptedException;
}
