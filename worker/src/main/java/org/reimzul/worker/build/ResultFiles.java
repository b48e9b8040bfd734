package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.job.Nevra;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.rpm.RpmFiles;
import org.reimzul.worker.builder.Trees;
import org.reimzul.worker.source.Sha256;

/** Brings a result directory into the shape that bstore and the original's readers expect. */
final class ResultFiles {
  private static final Set<String> NAMED = Set.of("stdout", "stderr", "mock.cfg");

  private final RpmFiles rpm = new RpmFiles();

  /** True if packages were made. */
  static boolean hasPackages(Path result) throws IOException {
    try (Stream<Path> files = Files.list(result)) {
      return files.anyMatch(
          file -> file.toString().endsWith(".rpm") && !file.toString().endsWith(".src.rpm"));
    }
  }

  /**
   * Removes what is no part of a result, and completes the logs: all four always exist, and
   * build.log of a build that never came to a builder holds the reason.
   *
   * @param failure why it failed; a failed build has no packages
   */
  static void tidy(Path result, Optional<String> failure) throws IOException {
    for (Path file : list(result)) {
      String name = file.getFileName().toString();
      boolean unwanted = failure.isPresent() && name.endsWith(".rpm");
      if (unwanted || !belongs(file, name)) {
        Trees.delete(file);
      }
    }
    for (String name : List.of("stdout", "stderr", "build.log")) {
      ensure(result.resolve(name));
    }
    if (failure.isPresent()) {
      String line = "reimzul: the build failed: " + failure.get() + "\n";
      Files.writeString(
          result.resolve("build.log"), line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }
    Path rootLog = result.resolve("root.log");
    if (Files.notExists(rootLog)) {
      Files.copy(result.resolve("stderr"), rootLog);
    }
  }

  private static boolean belongs(Path file, String name) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    return NAMED.contains(name) || name.endsWith(".log") || name.endsWith(".rpm");
  }

  private static void ensure(Path file) throws IOException {
    if (Files.notExists(file)) {
      Files.createFile(file);
    }
  }

  /** Every file with its digest, RPMs with what they are. */
  List<Artifact> describe(Path result, Heartbeat beat) throws IOException, InterruptedException {
    List<Artifact> artifacts = new ArrayList<>();
    for (Path file : list(result)) {
      beat.beat();
      String name = Grammar.fileName(file.getFileName().toString());
      Optional<Nevra> nevra =
          name.endsWith(".rpm") ? Optional.of(rpm.header(file).nevra()) : Optional.empty();
      artifacts.add(new Artifact(name, Files.size(file), Sha256.of(file), nevra));
    }
    return artifacts;
  }

  private static List<Path> list(Path result) throws IOException {
    try (Stream<Path> files = Files.list(result)) {
      return files.sorted().toList();
    }
  }
}
