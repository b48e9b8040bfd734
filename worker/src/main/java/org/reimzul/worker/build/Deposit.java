package org.reimzul.worker.build;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.source.BrokenOffException;
import org.reimzul.worker.source.Http;
import org.reimzul.worker.source.Sha256;
import org.reimzul.worker.transfer.SourceUpload;

/**
 * Lays source packages down at the controller. What lies there counts: the first package that was
 * sent for a build stays, and beside it the job that was made of it, so that whoever is handed the
 * request again only queues that.
 */
final class Deposit {
  private static final String JOB = "job.json";
  private static final long LONGEST_JOB = 1L << 20;

  private final SourceUpload upload;
  private final URI incoming;
  private final long largest;
  private final Http http;
  private final Patience rsync = new Patience("the controller's rsync daemon", Duration.ZERO);
  private final Patience web;

  /**
   * @param incoming where the controller serves what was sent; ends in a slash
   * @param largest bytes of the largest source package
   * @param patience how long the controller's http server may be away
   */
  Deposit(SourceUpload upload, URI incoming, long largest, Http http, Duration patience) {
    this.upload = upload;
    this.incoming = incoming;
    this.largest = largest;
    this.http = http;
    this.web = new Patience("the controller's http server", patience);
  }

  /** Makes a build job of a package's name and digest. */
  @FunctionalInterface
  interface Jobs {
    BuildJob of(String srpm, String sha256);
  }

  /**
   * The job that an earlier try has left there, or empty.
   *
   * @param scratch for a temporary file
   */
  Optional<BuildJob> earlier(BuildId build, Path scratch, Heartbeat beat)
      throws IOException, InterruptedException {
    Path file = scratch.resolve(JOB);
    try {
      if (!web.until(beat, () -> fetch(build, JOB, file, LONGEST_JOB, beat))) {
        return Optional.empty();
      }
      return Optional.of(BuildJob.decode(Files.readAllBytes(file)))
          .filter(job -> job.buildId().equals(Optional.of(build)));
    } catch (MalformedMessageException e) {
      return Optional.empty(); // cut off by a power failure: it is made anew
    } catch (PackageFailure e) {
      throw new IllegalStateException("a question is never the package's fault", e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Sends a package, unless one is there for this build, reads back what is there, and leaves the
   * job beside it. Nothing of it counts before the job is queued.
   *
   * @throws InfrastructureException when that took too long
   */
  BuildJob bring(Path srpm, Jobs jobs, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    var deadline = new Deadline("upload", watch.limits().upload());
    Heartbeat beat =
        () -> {
          watch.beat();
          deadline.check();
        };
    BuildId build = dir.id().build();
    Path root = dir.root();
    try {
      watch.confirm(beat);
      insist(beat, () -> upload.once(build, srpm, root, beat));
      CrashPoint.reach("worker.source.sent");
      Path there = readBack(build, srpm.getFileName().toString(), root, beat);
      BuildJob job = jobs.of(srpm.getFileName().toString(), Sha256.of(there));
      insist(beat, () -> upload.flat(there, root, beat));
      CrashPoint.reach("worker.source.sent_flat");
      Path note = Files.write(root.resolve(JOB), job.encode());
      insist(beat, () -> upload.once(build, note, root, beat));
      CrashPoint.reach("worker.source.noted");
      watch.confirm(beat);
      watch.requireWanted();
      return job;
    } catch (DeadlineException e) {
      throw new InfrastructureException(e.getMessage() + rsync.complaint());
    }
  }

  private Path readBack(BuildId build, String srpm, Path root, Heartbeat beat)
      throws IOException, InterruptedException {
    Path file = Files.createDirectories(root.resolve("there")).resolve(srpm);
    insist(
        beat,
        () -> {
          if (!fetch(build, srpm, file, largest, beat)) {
            throw new InfrastructureException(
                address(build, srpm)
                    + " is not served: is the rsync module reimzul-srpms that directory?");
          }
        });
    return file;
  }

  private boolean fetch(BuildId build, String name, Path file, long most, Heartbeat beat)
      throws IOException, InterruptedException {
    URI from = address(build, name);
    try {
      int status = http.fetch(from, file, most, beat);
      return switch (status) {
        case 200 -> true;
        case 404 -> false;
        default -> throw new InfrastructureException(from + " answers " + status);
      };
    } catch (BrokenOffException e) {
      throw new InfrastructureException(e.getMessage());
    }
  }

  private URI address(BuildId build, String name) {
    try {
      return incoming.resolve(new URI(null, null, "./" + build + "/" + name, null));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a checked file name fits a URL: " + name, e);
    }
  }

  /** One step that needs the controller. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  private void insist(Heartbeat beat, Step step) throws IOException, InterruptedException {
    try {
      rsync.until(
          beat,
          () -> {
            step.run();
            return true;
          });
    } catch (PackageFailure e) {
      throw new IllegalStateException("an upload is never the package's fault", e);
    }
  }
}
