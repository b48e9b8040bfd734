package org.reimzul.faults.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.reimzul.core.lifecycle.CrashPoint;

/** The directory by which processes are told where to halt. */
public final class Armory {
  private final Path dir;
  private int seen;

  /** Makes it; what a run before has left there is nobody's visit any more. */
  public Armory(Path dir) throws IOException {
    this.dir = dir;
    Path arm = Files.createDirectories(dir.resolve("arm"));
    Files.deleteIfExists(dir.resolve("visited"));
    try (Stream<Path> left = Files.list(arm)) {
      for (Path name : left.toList()) {
        Files.delete(name);
      }
    }
  }

  /** The JVM option that names it. */
  public String option() {
    return "-D" + CrashPoint.PROPERTY + "=" + dir;
  }

  /** Whoever comes to this point next halts. */
  public void arm(String name) throws IOException {
    Files.writeString(dir.resolve("arm").resolve(name), "");
  }

  /** Nobody is to halt there; false if somebody has been faster. */
  boolean disarm(String name) throws IOException {
    return Files.deleteIfExists(dir.resolve("arm").resolve(name));
  }

  /** The points at which somebody has halted since the last call. */
  public List<String> visited() throws IOException {
    Path file = dir.resolve("visited");
    if (Files.notExists(file)) {
      return List.of();
    }
    String text = Files.readString(file);
    List<String> all = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    List<String> fresh = all.subList(seen, all.size());
    seen = all.size();
    return fresh;
  }
}
