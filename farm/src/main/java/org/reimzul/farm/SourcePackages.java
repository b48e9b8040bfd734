package org.reimzul.farm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** Makes the demo's source packages from the specs that come with it. */
final class SourcePackages {
  private static final Map<String, List<String>> FILES =
      Map.of(
          "reimzul-hello", List.of("reimzul-hello.spec", "hello.c", "hello.txt"),
          "reimzul-noarch", List.of("reimzul-noarch.spec", "motto.txt"),
          "reimzul-broken", List.of("reimzul-broken.spec", "broken.c"),
          "reimzul-slow", List.of("reimzul-slow.spec", "slowly.sh"));

  private final Path dir;

  SourcePackages(Path dir) {
    this.dir = dir;
  }

  /** The SRPM of one of the specs, made with rpmbuild. */
  Path make(String name) throws IOException, InterruptedException {
    Path topdir = Files.createDirectories(dir.resolve(name));
    for (String file : FILES.get(name)) {
      try (InputStream in = getClass().getResourceAsStream("specs/" + name + "/" + file)) {
        Files.copy(in, topdir.resolve(file));
      }
    }
    new ProcessRunner()
        .capture(
            Command.of(
                "rpmbuild",
                "-bs",
                "--define",
                "_topdir " + topdir,
                "--define",
                "_sourcedir " + topdir,
                "--define",
                "dist " + FarmLayout.DISTTAG,
                "--",
                topdir.resolve(name + ".spec").toString()));
    try (Stream<Path> made = Files.list(topdir.resolve("SRPMS"))) {
      return made.findFirst().orElseThrow();
    }
  }
}
