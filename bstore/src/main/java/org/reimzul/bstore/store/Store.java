package org.reimzul.bstore.store;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildId;

/**
 * The layout below bstore's root. Everything is on one file system, as results move by rename and
 * hard link.
 */
public record Store(Path root) {
  /** Uploads, one directory for each attempt; the only place that others write to. */
  public Path incoming() {
    return root.resolve("incoming");
  }

  /** An attempt's upload. */
  public Path upload(AttemptId attempt) {
    return incoming().resolve(attempt.toString());
  }

  /** Attempts between check and publication, private. */
  public Path work() {
    return root.resolve("work");
  }

  /** Where a result's files are until they move to their place, which is one rename. */
  public Path work(AttemptId attempt) {
    return work().resolve(attempt.toString());
  }

  /** Whether a result that is committed has its files in place. */
  public boolean placed(CommitRecord.Built built) {
    return Files.notExists(work(built.manifest().attempt()), LinkOption.NOFOLLOW_LINKS);
  }

  /** Uploads that were refused, each beside a text that says why. */
  public Path quarantine() {
    return root.resolve("quarantine");
  }

  /** The commit records. */
  public Commits commits() {
    return new Commits(commitsDir());
  }

  private Path commitsDir() {
    return root.resolve("commits");
  }

  /** The directory of a result. */
  public Path at(Place place) {
    return root.resolve(place.path());
  }

  /** The directory of a target's repository. */
  public Path repository(String target) {
    return root.resolve("repo").resolve(target);
  }

  /** Where packages wait to be signed elsewhere. */
  public Path toSign(String target) {
    return root.resolve("tosign").resolve(target);
  }

  /** Ends that are not announced yet, by build id. */
  public TodoList outbox() {
    return new TodoList(state().resolve("outbox"));
  }

  /** Events that are not sent yet. */
  public PendingEvents events() {
    return new PendingEvents(state().resolve("events"));
  }

  /** Requests to repeat every commit, by their time. */
  public TodoList reindex() {
    return new TodoList(state().resolve("reindex"));
  }

  /**
   * Which build of a source package a target's repository lists, for workers that ask before they
   * build.
   */
  public Path published(String target) {
    return root.resolve("published").resolve(target);
  }

  /** What a target's repodata lacks: build ids, withdrawals, and requests to make it again. */
  public TodoList dirty(String target) {
    return new TodoList(state(target).resolve("dirty"));
  }

  /** Private notes about a target. */
  public Path state(String target) {
    return targetStates().resolve(target);
  }

  /** The parent of all {@link #state(String)}. */
  public Path targetStates() {
    return state().resolve("targets");
  }

  /** Private notes. */
  public Path state() {
    return root.resolve("state");
  }

  /**
   * The lock of a build. A thousand files are shared by all builds, so that none has to be deleted.
   */
  public Path lockOf(BuildId build) {
    return locks().resolve(build.value().substring(24, 26));
  }

  private Path locks() {
    return state().resolve("locks");
  }

  /** Makes the directories; returns what is wrong with them, one line each. */
  public List<String> prepare() {
    return new Preparation(
            state().resolve("probe.lock"),
            List.of(targetStates(), locks(), root.resolve("tosign"), root.resolve("published")),
            Stream.of("work", "incoming", "commits", "repo", "scratch", "quarantine", "state")
                .map(root::resolve)
                .toList())
        .run();
  }
}
