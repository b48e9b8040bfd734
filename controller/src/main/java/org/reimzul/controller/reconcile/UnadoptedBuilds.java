package org.reimzul.controller.reconcile;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.record.HistoryQueries;
import org.reimzul.core.http.CommitLookup;
import org.reimzul.core.http.DamagedCommitException;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Timestamp;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.TubeStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the message again that makes a result of what an original worker has uploaded, once each in
 * the life of this process: such a one says Success itself, and where its message to bstore is lost
 * with the queue nothing is published. A second message about a commit changes nothing. An original
 * bstore has no commits, and publishes whatever lies there. For one thread.
 */
final class UnadoptedBuilds {
  private static final Logger log = LoggerFactory.getLogger(UnadoptedBuilds.class);

  /** Older ones are a person's matter; a worker's clock may be of another zone. */
  private static final Duration WINDOW = Duration.ofDays(2);

  private final HistoryQueries history;
  private final CommitLookup commits;
  private final Duration late;
  private final Word word;
  private final Set<BuildId> settled = new HashSet<>();
  private final Set<BuildId> missed = new HashSet<>();
  private long lastLook = System.nanoTime();

  /** {@code late}: how long to wait for bstore; zero to wait for ever. */
  UnadoptedBuilds(HistoryQueries history, CommitLookup commits, Duration late, Word word) {
    this.history = history;
    this.commits = commits;
    this.late = late;
    this.word = word;
  }

  /** Looks, but not more often than a build may be late: what is missing twice is lost. */
  void look(Beanstalk queue, Heartbeat beat)
      throws BeanstalkException, IOException, InterruptedException {
    boolean due = System.nanoTime() - lastLook >= late.toNanos();
    if (late.isZero() || !due || !heard(queue)) {
      return;
    }
    String since = Timestamp.of(LocalDateTime.ofInstant(word.now().minus(WINDOW), ZoneOffset.UTC));
    List<BuildEvent> told = history.latestOfOriginals(since);
    lastLook = System.nanoTime();
    if (!told.isEmpty() && commits.kept()) {
      look(told, beat);
    }
  }

  private void look(List<BuildEvent> told, Heartbeat beat)
      throws IOException, InterruptedException {
    Set<BuildId> all = new HashSet<>();
    for (BuildEvent success : told) {
      beat.beat();
      BuildId build = success.identified().job().requireBuildId();
      all.add(build);
      look(success, build);
    }
    settled.retainAll(all);
    missed.retainAll(all);
  }

  /** True when nothing waits for bstore, and it has refused nothing: a person sees to that. */
  private static boolean heard(Beanstalk queue) throws BeanstalkException {
    return Settled.empty(queue, Tubes.CREATEREPO)
        && queue.statsTube(Tubes.CREATEREPO).map(TubeStats::currentJobsBuried).orElse(0L) == 0;
  }

  private void look(BuildEvent success, BuildId build) throws IOException, InterruptedException {
    if (settled.contains(build)) {
      return;
    }
    if (committed(build)) {
      settled.add(build);
    } else if (!missed.add(build)) {
      word.put(Tubes.CREATEREPO, success.encode());
      settled.add(build);
      log.info("build {} lies at bstore unpublished: its worker's message is put again", build);
    }
  }

  /** Also by a commit that can't be read: a second message about it changes nothing. */
  private boolean committed(BuildId build) throws IOException {
    try {
      return commits.find(build).isPresent();
    } catch (DamagedCommitException e) {
      return true;
    }
  }
}
