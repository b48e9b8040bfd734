package org.reimzul.worker.gitsource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where one try at a source package is made.
 *
 * @param attempt its private directory
 * @param result where logs and the source package go; exists
 */
public record Desk(Path attempt, Path result) {
  /** What git has fetched, without a work tree. */
  Path repository() {
    return attempt.resolve("git/repository");
  }

  /** The commit's files. */
  Path tree() {
    return attempt.resolve("git/tree");
  }

  /** A home directory for git, with nothing in it. */
  Path home() throws IOException {
    return Files.createDirectories(attempt.resolve("git/home"));
  }

  /** Adds a line to the log, which goes to bstore when no source package comes of it. */
  void note(String line) throws IOException {
    Files.writeString(
        result.resolve("source.log"),
        line + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
