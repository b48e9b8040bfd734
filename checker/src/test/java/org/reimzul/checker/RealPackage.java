package org.reimzul.checker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes a small package with one subpackage, with rpmbuild. */
final class RealPackage {
  private static final String SPEC =
      """
      Name: %s
      Version: 1.0
      Release: 1
      Summary: A package
      License: Apache-2.0
      BuildArch: noarch
      %%description
      A package.
      %%package libs
      Summary: Its libraries
      %%description libs
      Its libraries.
      %%files
      %%files libs
      """;

  private RealPackage() {}

  /** The three RPMs: source, package and subpackage. */
  static List<Path> build(Path dir, String name) throws IOException, InterruptedException {
    Files.createDirectories(dir);
    Path spec = Files.writeString(dir.resolve(name + ".spec"), SPEC.formatted(name));
    run(dir, List.of("rpmbuild", "-ba", "--define", "_topdir " + dir, "--", spec.toString()));
    try (Stream<Path> all = Files.walk(dir)) {
      return all.filter(file -> file.toString().endsWith(".rpm")).toList();
    }
  }

  static void run(Path dir, List<String> argv) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(argv).directory(dir.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(argv + ": " + said);
    }
  }
}
