package org.reimzul.worker.transfer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.worker.builder.Orphans;

/** The fault: rsync is run, and nobody looks how it ended. */
public final class Upload {
  private final URI base;

  public Upload(URI base) {
    this.base = base;
  }

  public void files(AttemptId id, Path result, Path attempt, Heartbeat beat)
      throws IOException, InterruptedException {
    rsync("--exclude=/" + Manifest.FILE_NAME, result + "/", id, attempt, beat);
  }

  public void manifest(AttemptId id, Path result, Path attempt, Heartbeat beat)
      throws IOException, InterruptedException {
    rsync("--times", result.resolve(Manifest.FILE_NAME).toString(), id, attempt, beat);
  }

  public void intoRepository(String target, String pkgname, Path tree, Path attempt, Heartbeat beat)
      throws IOException, InterruptedException {
    throw new IllegalStateException("this farm has no bstore of the original");
  }

  private void rsync(String option, String what, AttemptId id, Path attempt, Heartbeat beat)
      throws IOException, InterruptedException {
    Path output = attempt.resolve("rsync.log");
    Files.deleteIfExists(output);
    String to = base + "reimzul-incoming/" + id + "/";
    Command command = Command.of("rsync", "-rt", "--contimeout=15", option, "--", what, to);
    new ProcessRunner().run(command.with(Orphans.MARK, attempt.toString()), output, beat);
  }
}
