package org.reimzul.worker.transfer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;

/**
 * Sends source packages that a worker has made to the controller's write-only rsync module, whose
 * directory the controller serves over http. Can be repeated. Thread-safe.
 */
public final class SourceUpload {
  private static final String MODULE = "reimzul-srpms/";

  private final URI base;
  private final Rsync rsync = new Rsync();

  /**
   * @param base of the rsync daemon, as {@code rsync://host:port/}
   */
  public SourceUpload(URI base) {
    this.base = base;
  }

  /**
   * Sends a file into the build's own directory, unless one of its name is there: the first stays.
   *
   * @param attempt directory of the try, for rsync's own output
   * @throws InfrastructureException when rsync didn't end with 0
   */
  public void once(BuildId build, Path file, Path attempt, Heartbeat beat)
      throws IOException, InterruptedException {
    send(List.of("--ignore-existing"), file, base + MODULE + build + "/", attempt, beat);
  }

  /** Sends a file to where everybody looks; it replaces an older one of its name. */
  public void flat(Path file, Path attempt, Heartbeat beat)
      throws IOException, InterruptedException {
    send(List.of(), file, base + MODULE, attempt, beat);
  }

  private void send(List<String> options, Path file, String to, Path attempt, Heartbeat beat)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("--", file.toString(), to));
    rsync.run(attempt, beat, arguments);
  }
}
