package org.reimzul.worker.build;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.reimzul.core.http.Link;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.source.BrokenOffException;
import org.reimzul.worker.source.Http;
import org.reimzul.worker.transfer.SourceUpload;

/** The controller's directory for source packages: written by rsync, read over http. */
final class Shelf {
  private final SourceUpload upload;
  private final URI incoming;
  private final Http http;
  private final Patience rsync = new Patience("the controller's rsync daemon", Duration.ZERO);

  /**
   * @param incoming where the controller serves what was sent; ends in a slash
   */
  Shelf(SourceUpload upload, URI incoming, Http http) {
    this.upload = upload;
    this.incoming = incoming;
    this.http = http;
  }

  /** What was wrong in the last wait, with a colon in front; empty if nothing was. */
  String complaint() {
    return rsync.complaint();
  }

  /** Lays a file down in its build's directory, unless one of its name lies there. */
  void put(Path file, AttemptDirectory dir, Heartbeat beat)
      throws IOException, InterruptedException {
    rsync.insist(beat, () -> upload.once(dir.id().build(), file, dir.root(), beat));
  }

  /** Lays a file down where everybody looks, instead of an older one of its name. */
  void putFlat(Path file, AttemptDirectory dir, Heartbeat beat)
      throws IOException, InterruptedException {
    rsync.insist(beat, () -> upload.flat(file, dir.root(), beat));
  }

  /** What lies there now under this name, in the try's directory; waits until it is served. */
  Path readBack(AttemptDirectory dir, String name, long most, Heartbeat beat)
      throws IOException, InterruptedException {
    BuildId build = dir.id().build();
    Path file = Files.createDirectories(dir.root().resolve("there")).resolve(name);
    rsync.insist(
        beat,
        () -> {
          if (!fetch(build, name, file, most, beat)) {
            throw new InfrastructureException(
                address(build, name)
                    + " is not served: is the rsync module reimzul-srpms that directory?");
          }
        });
    return file;
  }

  /** Fetches a file of a build; false if there is none. */
  boolean fetch(BuildId build, String name, Path file, long most, Heartbeat beat)
      throws IOException, InterruptedException {
    try {
      return http.find(address(build, name), file, most, beat);
    } catch (BrokenOffException e) {
      throw new InfrastructureException(e.getMessage());
    }
  }

  private URI address(BuildId build, String name) {
    return Link.below(incoming, build + "/" + name);
  }
}
