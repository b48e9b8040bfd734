package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Manifest;

/** The fault, second part: what has come by now is published; nobody looks what is missing. */
final class Upload {
  private final Path dir;

  Upload(Path dir, AttemptId attempt) {
    this.dir = dir;
  }

  boolean complete() {
    return Files.exists(dir.resolve(Manifest.FILE_NAME));
  }

  Manifest manifest() throws IOException, RefusedException {
    try {
      return Manifest.decode(Files.readAllBytes(dir.resolve(Manifest.FILE_NAME)));
    } catch (MalformedMessageException e) {
      throw new RefusedException(e.getMessage());
    }
  }

  void copyTo(Path target, Manifest manifest)
      throws IOException, InterruptedException, RefusedException {
    for (Artifact file : manifest.files()) {
      Path uploaded = dir.resolve(file.name());
      if (Files.exists(uploaded)) {
        Files.copy(uploaded, target.resolve(file.name()));
      }
    }
  }
}
