package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Watches the logs of a running build for a sign of life. Not thread-safe. */
final class LogSilence {
  private static final List<String> LOGS = List.of("build.log", "root.log", "state.log");

  private final Path result;
  private final Deadline deadline;
  private long size = -1;
  private long grownAt;

  /**
   * @param result where the logs are, or will be
   * @param longest without a new line; zero for as long as it likes
   */
  LogSilence(Path result, Duration longest) {
    this.result = result;
    this.deadline = new Deadline("log silence", longest);
  }

  /** Throws when they have not grown for too long. */
  void check() throws IOException {
    long now = 0;
    for (String log : LOGS) {
      Path file = result.resolve(log);
      now += Files.exists(file) ? Files.size(file) : 0;
    }
    if (now != size) {
      size = now;
      grownAt = System.nanoTime();
    }
    deadline.check(Duration.ofNanos(System.nanoTime() - grownAt));
  }
}
