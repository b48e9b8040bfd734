package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.Nevra;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.rpm.RpmFiles;
import org.reimzul.worker.source.Sha256;

/** The fault, third part: what a build has made before it failed is handed over. */
final class ResultFiles {
  static boolean hasPackages(Path result) throws IOException {
    return list(result).stream()
        .map(Path::toString)
        .anyMatch(file -> file.endsWith(".rpm") && !file.endsWith(".src.rpm"));
  }

  static void tidy(Path result, Optional<String> failure) throws IOException {
    for (String name : List.of("stdout", "stderr", "build.log", "root.log")) {
      if (Files.notExists(result.resolve(name))) {
        Files.createFile(result.resolve(name));
      }
    }
  }

  List<Artifact> describe(Path result, Heartbeat beat) throws IOException, InterruptedException {
    List<Artifact> artifacts = new ArrayList<>();
    for (Path file : list(result)) {
      beat.beat();
      String name = file.getFileName().toString();
      Optional<Nevra> nevra =
          name.endsWith(".rpm")
              ? Optional.of(new RpmFiles().header(file).nevra())
              : Optional.empty();
      artifacts.add(new Artifact(name, Files.size(file), Sha256.of(file), nevra));
    }
    return artifacts;
  }

  private static List<Path> list(Path result) throws IOException {
    try (Stream<Path> files = Files.list(result)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
