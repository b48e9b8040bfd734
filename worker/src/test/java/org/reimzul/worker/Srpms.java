package org.reimzul.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** Makes source packages of the specs in the test resources. */
public final class Srpms {
  private Srpms() {}

  /** Makes {@code NAME.spec} into a source package in {@code into}; {@code @DIR@} is replaced. */
  public static Path make(String name, Path into, Path dir)
      throws IOException, InterruptedException {
    String text;
    try (InputStream in = Srpms.class.getResourceAsStream("/specs/" + name + ".spec")) {
      text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    Path spec = Files.createDirectories(dir.resolve("specs")).resolve(name + ".spec");
    Files.writeString(spec, text.replace("@DIR@", dir.toString()));
    new ProcessRunner()
        .capture(
            Command.of(
                "rpmbuild",
                "-bs",
                "--define",
                "_topdir " + dir.resolve("topdir"),
                "--define",
                "_srcrpmdir " + into,
                "--define",
                "dist .el9",
                "--",
                spec.toString()));
    try (Stream<Path> files = Files.list(into)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name + "-"))
          .findFirst()
          .orElseThrow();
    }
  }
}
