package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.job.SourceGrammar;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.source.Sha256;

/**
 * Lays source packages down at the controller. What lies there counts: the first package that was
 * sent for a build stays, and beside it the job that was made of it, so that whoever is handed the
 * request again only queues that.
 */
final class Deposit {
  private static final String COMMIT = "commit";
  private static final String JOB = "job.json";
  private static final long LONGEST_JOB = 1L << 20;

  private final Shelf shelf;
  private final long largest;
  private final Patience web;

  /**
   * @param largest bytes of the largest source package
   * @param patience how long the controller's http server may be away
   */
  Deposit(Shelf shelf, long largest, Duration patience) {
    this.shelf = shelf;
    this.largest = largest;
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
      if (!web.until(beat, () -> shelf.fetch(build, JOB, file, LONGEST_JOB, beat))) {
        return Optional.empty();
      }
      return Optional.of(BuildJob.decode(Files.readAllBytes(file)))
          .filter(job -> job.buildId().equals(Optional.of(build)));
    } catch (MalformedMessageException | NewerMessageException e) {
      return Optional.empty(); // cut off by a power failure, or a newer worker's: it is made anew
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Lays the commit down that a request is about, unless one lies there; returns the one that does.
   *
   * @throws InfrastructureException when that took too long
   */
  String settle(String commit, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    return within(
        watch,
        beat -> {
          Path note = Files.writeString(dir.root().resolve(COMMIT), commit + "\n");
          shelf.put(note, dir, beat);
          return SourceGrammar.commit(
              Files.readString(shelf.readBack(dir, COMMIT, LONGEST_JOB, beat)).strip());
        });
  }

  /**
   * Sends a package, unless one is there for this build, reads back what is there, and leaves the
   * job beside it. Nothing of it counts before the job is queued.
   *
   * @throws InfrastructureException when that took too long
   */
  BuildJob bring(Path srpm, Jobs jobs, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    return within(
        watch,
        beat -> {
          BuildJob job = bring(srpm, jobs, dir, beat);
          watch.confirm(beat);
          watch.requireWanted();
          return job;
        });
  }

  private BuildJob bring(Path srpm, Jobs jobs, AttemptDirectory dir, Heartbeat beat)
      throws IOException, InterruptedException {
    String name = srpm.getFileName().toString();
    shelf.put(srpm, dir, beat);
    CrashPoint.reach("worker.source.sent");
    Path there = shelf.readBack(dir, name, largest, beat);
    shelf.putFlat(there, dir, beat);
    CrashPoint.reach("worker.source.sent_flat");
    BuildJob job = jobs.of(name, Sha256.of(there));
    Path note = Files.write(dir.root().resolve(JOB), job.encode());
    shelf.put(note, dir, beat);
    CrashPoint.reach("worker.source.noted");
    return job;
  }

  /** Something that needs the controller, and the reservation for sure. */
  @FunctionalInterface
  private interface Task<T> {
    T run(Heartbeat beat) throws IOException, InterruptedException;
  }

  private <T> T within(Watch watch, Task<T> task) throws IOException, InterruptedException {
    var deadline = new Deadline("upload", watch.limits().upload());
    Heartbeat beat = watch.and(deadline::check);
    try {
      watch.confirm(beat);
      return task.run(beat);
    } catch (DeadlineException e) {
      throw new InfrastructureException(e.getMessage() + shelf.complaint());
    }
  }
}
