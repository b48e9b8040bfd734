package org.reimzul.worker.transfer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;

/**
 * Sends a result to bstore's write-only rsync module, the manifest last: bstore takes a directory
 * for complete when the manifest is there. Or to the original's module, which knows no manifest.
 * Can be repeated. Thread-safe.
 */
public final class Upload {
  private static final String MODULE = "reimzul-incoming/";
  private static final String ORIGINAL_MODULE = "reimzul-bstore/";

  private final URI base;
  private final Rsync rsync = new Rsync();

  /**
   * @param base of the rsync daemon, as {@code rsync://host:port/}
   */
  public Upload(URI base) {
    this.base = base;
  }

  /**
   * Sends every file of {@code result} but the manifest.
   *
   * @param attempt directory of the try, for rsync's own output
   * @throws InfrastructureException when rsync didn't end with 0
   */
  public void files(AttemptId id, Path result, Path attempt, Heartbeat beat)
      throws IOException, InterruptedException {
    String to = base + MODULE + id + "/";
    rsync.run(attempt, beat, List.of("--exclude=/" + Manifest.FILE_NAME, "--", result + "/", to));
  }

  /** Sends the manifest, when all else is there: from now on bstore may publish. */
  public void manifest(AttemptId id, Path result, Path attempt, Heartbeat beat)
      throws IOException, InterruptedException {
    String to = base + MODULE + id + "/";
    rsync.run(attempt, beat, List.of("--", result.resolve(Manifest.FILE_NAME).toString(), to));
  }

  /**
   * Sends a tree {@code <timestamp>/<evr>.<arch>/} the original's way, below the package's
   * directory in the target's repository.
   *
   * @throws InfrastructureException when rsync didn't end with 0
   */
  public void intoRepository(String target, String pkgname, Path tree, Path attempt, Heartbeat beat)
      throws IOException, InterruptedException {
    String to = base + ORIGINAL_MODULE + "repo/" + target + "/" + pkgname + "/";
    rsync.run(attempt, beat, List.of("--", tree + "/", to));
  }
}
