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
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.lifecycle.Backoff;
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
  private static final Duration GATHER = Duration.ofSeconds(10);

  private final Store store;
  private final Bell dirty;
  private final Bell outbox;
  private final Duration keepMetadata;
  private final Function<String, List<String>> options;
  private final Gathering gathering;
  private final Createrepo createrepo = new Createrepo();

  /**
   * Doesn't begin yet.
   *
   * @param dirty rung when there is something to do
   * @param outbox rung when there is something to announce
   * @param options of createrepo_c for a target
   */
  public Publisher(
      Store store,
      Bell dirty,
      Bell outbox,
      Duration keepMetadata,
      Function<String, List<String>> options) {
    this.store = store;
    this.dirty = dirty;
    this.outbox = outbox;
    this.keepMetadata = keepMetadata;
    this.options = options;
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
        gathering.await();
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
      }
    }
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }

  private void publishIfDirty(String target, Path lock) throws IOException, InterruptedException {
    if (store.dirty(target).names().isEmpty()) {
      return;
    }
    Optional<FileLease> lease = FileLease.tryTake(lock);
    if (lease.isPresent()) {
      try (FileLease held = lease.get()) {
        publish(target);
      }
    }
  }

  private void publish(String target) throws IOException, InterruptedException {
    List<String> names = store.dirty(target).names();
    PackageIndex index = PackageIndex.load(store, target);
    for (String name : names) {
      Optional<BuildId> build = build(name);
      if (build.isPresent()) {
        index.add(build.get());
      }
    }
    index.save();
    Path repository = store.repository(target);
    Durable.directories(repository);
    var generations = new Generations(repository, keepMetadata, Clock.systemUTC());
    Path fresh = generations.next();
    createrepo.run(
        repository, index.locations(), generations.current(), fresh, options.apply(target));
    generations.publish(fresh);
    log.info("{} lists {} packages now", target, index.locations().size());
    for (String name : names) {
      if (build(name).isPresent()) {
        store.dirty(target).moveTo(store.outbox(), name);
      } else {
        store.dirty(target).remove(name);
      }
    }
    outbox.ring();
  }

  private static Optional<BuildId> build(String name) {
    try {
      return Optional.of(new BuildId(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // somebody's request, or the first, empty metadata
    }
  }

  /** Has valid metadata made for a repository that has none, so that it can be used at once. */
  public void createIfMissing(String target) throws IOException {
    if (Files.notExists(store.repository(target).resolve("repodata/repomd.xml"))) {
      store.dirty(target).add("request-first");
      dirty.ring();
    }
  }
}
