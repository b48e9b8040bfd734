package org.reimzul.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** Makes packages of nothing with the real rpmbuild. */
final class TinyPackages {
  private static final String DIST = ".el7_4";

  private TinyPackages() {}

  /** {@code NAME-1.0-1.el7_4.src.rpm} in {@code dir}; other words make other content. */
  static Path source(Path dir, String name, String words) throws Exception {
    return build("-bs", "SRPMS", dir, name, words);
  }

  /** A binary package. */
  static Path binary(Path dir, String name) throws Exception {
    return build("-bb", "RPMS/noarch", dir, name, "");
  }

  private static Path build(String stage, String results, Path dir, String name, String words)
      throws IOException, InterruptedException {
    Path topdir = Files.createTempDirectory(dir, "rpmbuild");
    Path spec = topdir.resolve("tiny.spec");
    try (InputStream in = TinyPackages.class.getResourceAsStream("tiny.spec")) {
      Files.copy(in, spec);
    }
    List<String> argv = new ArrayList<>(List.of("rpmbuild", stage));
    for (String define : List.of("_topdir " + topdir, "dist " + DIST, "package_name " + name)) {
      argv.addAll(List.of("--define", define));
    }
    if (!words.isEmpty()) {
      argv.addAll(List.of("--define", "more_words " + words));
    }
    argv.addAll(List.of("--", spec.toString()));
    new ProcessRunner().capture(Command.of(argv));
    try (Stream<Path> made = Files.list(topdir.resolve(results))) {
      Path rpm = made.findFirst().orElseThrow();
      Path here = Files.createDirectories(dir).resolve(rpm.getFileName());
      return Files.move(rpm, here);
    }
  }
}
