package org.reimzul.controller.reconcile;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.core.http.CommitLookup;
import org.reimzul.core.http.DamagedCommitException;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Commit;
import org.reimzul.core.job.CreaterepoRequest;
import org.reimzul.core.job.EndState;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Tubes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of builds that have a commit of which the record has not heard: the word was lost with the
 * queue. The dispatcher treats it as a repetition if it wasn't. An original notifier would announce
 * it again: where there is one, only the record is told. For one thread.
 */
final class UnheardEnds {
  private static final Logger log = LoggerFactory.getLogger(UnheardEnds.class);

  private final CommitLookup commits;
  private final Publication publication;
  private final Word word;
  private final boolean originalNotifier;
  private final Set<String> asked = new HashSet<>();
  private final Set<String> damaged = new HashSet<>();

  UnheardEnds(CommitLookup commits, Publication publication, Word word, boolean originalNotifier) {
    this.commits = commits;
    this.publication = publication;
    this.word = word;
    this.originalNotifier = originalNotifier;
  }

  /** A new look begins. */
  void begin() {
    asked.clear();
  }

  /**
   * Tells how a build ended if it did. A commit that can't be read is an end, too: nothing can be
   * told of it, and the others are looked at all the same.
   *
   * @return whether it has ended
   * @throws IOException when bstore can't say
   */
  boolean tell(BuildRecord build) throws IOException, InterruptedException {
    try {
      return told(build);
    } catch (DamagedCommitException e) {
      if (damaged.add(build.id())) {
        log.error("how build {} has ended can't be told: {}", build.id(), e.getMessage());
      }
      return true;
    }
  }

  private boolean told(BuildRecord build) throws IOException, InterruptedException {
    Optional<Commit> found = commits.find(new BuildId(build.id()));
    if (found.isEmpty()) {
      return false;
    }
    Commit commit = found.get();
    boolean withdrawn =
        commit.state() == EndState.PUBLISHED && publication.withdrawn(commit.build());
    if (!withdrawn && !publication.readable(commit)) {
      askForRepodata(commit.job().target());
      return true;
    }
    log.info("build {} has ended ({}); the record has not heard", build.id(), commit.state());
    if (commit.result().isPresent()) {
      announce(commit);
      CrashPoint.reach("reconcile.end.notified");
    } else {
      word.ended(commit.job(), commit.state(), commit.reason());
      CrashPoint.reach("reconcile.end.told");
    }
    if (withdrawn) {
      word.ended(commit.job(), EndState.WITHDRAWN, Optional.empty());
      CrashPoint.reach("reconcile.end.withdrawn");
    }
    return true;
  }

  private void announce(Commit commit) throws InterruptedException {
    if (originalNotifier) {
      word.committed(commit);
    } else {
      word.result(commit.result().orElseThrow());
    }
  }

  /** Its own run may still come; if that one was before, another one proves it. */
  private void askForRepodata(String target) throws InterruptedException {
    if (asked.add(target)) {
      word.put(Tubes.CREATEREPO, CreaterepoRequest.again(target).encode());
      CrashPoint.reach("reconcile.repodata.asked");
    }
  }
}
