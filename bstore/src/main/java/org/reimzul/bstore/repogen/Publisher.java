package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.reimzul.bstore.store.Bell;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Names;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.bstore.store.Waits;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.lifecycle.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the repodata of dirty repositories, one run at a time for each under a lock that dies with
 * its process; what arrives during a run is in the next. Then the builds go to the outbox.
 */
public final class Publisher {
  private static final Logger log = LoggerFactory.getLogger(Publisher.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration GATHER = Duration.ofMinutes(1);

  /**
   * What goes into the metadata besides packages.
   *
   * @param metadata the directory of the administrator's files, one directory for each target
   * @param keep how long replaced metadata can be fetched
   * @param options of createrepo_c for a target
   * @param by role and host, for events
   */
  public record Settings(
      Path metadata, Retention keep, Function<String, List<String>> options, String by) {}

  private final Store store;
  private final Bell dirty;
  private final Bell outbox;
  private final Settings settings;
  private final Gathering gathering;
  private final Waits waits;
  private volatile Duration lastRun = Duration.ZERO;

  /**
   * Doesn't begin yet.
   *
   * @param dirty rung when there is something to do
   * @param outbox rung when there is something to announce
   */
  public Publisher(Store store, Bell dirty, Bell outbox, Settings settings) {
    this.store = store;
    this.dirty = dirty;
    this.outbox = outbox;
    this.settings = settings;
    this.waits = new Waits(store, settings.by(), Clock.systemUTC());
    this.gathering = new Gathering(store, dirty, GATHER);
  }

  /** Works until stopped. */
  public void run(StopSignal stop) throws InterruptedException {
    Backoff backoff = Backoff.forServers();
    while (!stop.requested()) {
      try {
        publishAll();
        backoff.reset();
        dirty.await(LOOK);
        gathering.await(lastRun);
      } catch (IOException e) {
        Duration pause = backoff.next();
        log.error("readers of these keep what they have; again in {}", pause, e);
        dirty.await(pause);
      }
    }
  }

  /**
   * Every dirty repository once; one that another process works on is left to it.
   *
   * @throws IOException when any failed; the others are published nevertheless
   */
  public void publishAll() throws IOException, InterruptedException {
    var failed = new IOException("not published: ");
    for (Path state : Trees.children(store.targetStates())) {
      String target = state.getFileName().toString();
      try {
        publishIfDirty(target, state.resolve("lock"));
      } catch (IOException e) {
        failed.addSuppressed(new IOException(target + ": " + e.getMessage(), e));
        waits.say(builds(target), "publishing in " + target + " fails: " + e.getMessage());
      }
    }
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }

  private void publishIfDirty(String target, Path lock) throws IOException, InterruptedException {
    if (store.dirty(target).isEmpty()) {
      return;
    }
    Optional<FileLease> lease = FileLease.tryTake(lock);
    if (lease.isPresent()) {
      try (FileLease held = lease.get()) {
        CrashPoint.reach("bstore.publish.locked");
        long start = System.nanoTime();
        new Publication(
                store, target, extras(target), settings.keep(), settings.options().apply(target))
            .run();
        lastRun = Duration.ofNanos(System.nanoTime() - start);
      }
      outbox.ring();
    }
  }

  private List<BuildId> builds(String target) throws IOException {
    return store.dirty(target).names().stream()
        .flatMap(name -> Names.build(name).stream())
        .toList();
  }

  private Extras extras(String target) {
    return new Extras(settings.metadata(), store, target, settings.by());
  }

  /** Has valid metadata made for a repository that has none, so that it can be used at once. */
  public void createIfMissing(String target) throws IOException {
    if (Files.notExists(store.repository(target).resolve("repodata/repomd.xml"))) {
      store.dirty(target).add("request-first");
      dirty.ring();
    }
  }

  /** Marks the repositories whose administrator has changed a file; true when there are any. */
  public boolean noticeChangedExtras() throws IOException {
    boolean any = false;
    for (Path state : Trees.children(store.targetStates())) {
      String target = state.getFileName().toString();
      if (Files.isDirectory(store.repository(target)) && extras(target).changed()) {
        store.dirty(target).add("request-metadata");
        any = true;
      }
    }
    return any;
  }
}
