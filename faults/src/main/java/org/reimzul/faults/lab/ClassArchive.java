package org.reimzul.faults.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** A distribution's archive of classes: programs that start faster are broken more often. */
public final class ClassArchive {
  private ClassArchive() {}

  /** Makes it unless it is there. */
  public static void ensure(Path dist) throws IOException, InterruptedException {
    Path archiver = dist.resolve("bin/reimzul-cds").toRealPath();
    if (Files.notExists(archiver.resolveSibling("../lib/reimzul-worker.jsa"))) {
      Command archive = Command.of(archiver.toString());
      new ProcessRunner().capture(archive.with("JAVA_HOME", System.getProperty("java.home")));
    }
  }
}
