package org.reimzul.faults.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where one run keeps everything.
 *
 * @param dir the run's directory
 */
public record Place(Path dir) {
  /** Makes its directories. */
  public Place {
    try {
      for (String name : List.of("log", "evidence", "incoming", "mongodb", "mock", "conf", "tmp")) {
        Files.createDirectories(dir.resolve(name));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What the checker reads. */
  public Path evidence() {
    return dir.resolve("evidence");
  }

  /** The controller's directory of source packages. */
  public Path incoming() {
    return dir.resolve("incoming");
  }

  /** Bstore's root, on a small disk. */
  public Path bstore() {
    return dir.resolve("bstore");
  }

  /** A builder's work directory, on a small disk. */
  public Path work(String machine) {
    return dir.resolve("work-" + machine);
  }

  /** The directory of a worker's tries. */
  public Path instance(String machine, String name) {
    return work(machine).resolve(name);
  }

  /** What {@code [scm] git_url} names. */
  public Path git() {
    return dir.resolve("git");
  }

  /** The log of a role. */
  public Path log(String name) {
    return dir.resolve("log").resolve(name + ".log");
  }

  /** Where programs put temporary files. */
  public Path temporary() {
    return dir.resolve("tmp");
  }

  /** A configuration file. */
  public Path conf(String name) {
    return dir.resolve("conf").resolve(name);
  }

  /** The stand-in for mock. */
  public Path mock() {
    return dir.resolve("mock/mock");
  }

  /** The configurations that it is given. */
  public Path mockConfigs() {
    return dir.resolve("mock/configs");
  }

  /** Where the stand-in has its build roots, by host. */
  public Path mockRoots() {
    return dir.resolve("mock/roots");
  }

  /** The commit record of a build, once it has ended. */
  public Path commit(String build) {
    return bstore().resolve("commits").resolve(build);
  }
}
