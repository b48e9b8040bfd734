package org.reimzul.controller.reconcile;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reimzul.controller.queue.QueueWalk;
import org.reimzul.controller.queue.QueuedJob;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.BuildState;
import org.reimzul.controller.record.QueuePlace;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;

/**
 * Finds the builds whose job is gone from the queue. For one thread.
 *
 * <p>What makes a job that is there look gone, and why it doesn't here:
 *
 * <ul>
 *   <li>Its number names another job now: numbers begin at 1 again with a fresh queue. The build id
 *       in the body is compared.
 *   <li>A worker holds it: peek shows reserved jobs, too.
 *   <li>It was put again (a retry, a release out of {@code held} or {@code after}) and the record
 *       has not heard of its new place: put, word of it, delete, in this order, so when the old one
 *       is gone the word is in {@code events}; and that was empty before the record was read. If it
 *       moved just after, the record names a new place in the next look, and only who is missing
 *       from the same place twice is gone.
 *   <li>Its worker has handed over and deleted it: the word of that was heard, so that the build is
 *       not quiet; then bstore commits, and a build that has a commit is told, not put again. While
 *       the request is still in {@code createrepo}, it is waited for.
 *   <li>Its submitter or this process died between a job and the word of its place, or an original
 *       submitter put it: before anything is put again the whole queue is walked, and a job that is
 *       found is only told of.
 *   <li>Somebody has called it off, or an end is asked for: the tube {@code bstore} was empty, and
 *       a standing notice asks for the end again.
 * </ul>
 *
 * <p>Should a build be put twice all the same (the queue fell silent between a put and its answer,
 * two controllers after a partition), no harm is done: both jobs carry the same build id, a worker
 * that finds a commit builds nothing, and of two that build at once bstore commits the first and
 * throws the other away. One end is told, and the packages are published once.
 */
final class MissingBuilds {
  private final QueueWalk walk;
  private final UnheardEnds ends;
  private final Replacement replacement;
  private final Word word;
  private final Suspects suspects = new Suspects();

  MissingBuilds(QueueWalk walk, UnheardEnds ends, Replacement replacement, Word word) {
    this.walk = walk;
    this.ends = ends;
    this.replacement = replacement;
    this.word = word;
  }

  /** Looks for these; {@code beat} is called meanwhile. */
  void look(Beanstalk queue, List<Carried> builds, Heartbeat beat)
      throws BeanstalkException, IOException, InterruptedException {
    suspects.begin();
    ends.begin();
    List<Carried> gone = new ArrayList<>();
    for (Carried build : builds) {
      beat.beat();
      if (!present(queue, build) && suspects.missing(build.id(), build.build().queue())) {
        Carried unended = build.without(told(build));
        if (!unended.unended().isEmpty()) {
          gone.add(unended);
        }
      }
    }
    gone = waitForBstore(queue, gone);
    if (!gone.isEmpty()) {
      replaceAll(queue, gone, beat);
    }
  }

  private boolean present(Beanstalk queue, Carried build) throws BeanstalkException {
    Optional<QueuePlace> place = build.build().queue();
    if (place.isEmpty()) {
      return false;
    }
    Optional<QueuedJob> job = walk.look(queue, place.get().id());
    return job.filter(there -> there.builds().contains(build.id()) && !there.stuck()).isPresent();
  }

  private Set<BuildRecord> told(Carried build) throws IOException, InterruptedException {
    Set<BuildRecord> ended = new HashSet<>();
    for (BuildRecord each : build.unended()) {
      if (ends.tell(each)) {
        ended.add(each);
      }
    }
    return ended;
  }

  private static List<Carried> waitForBstore(Beanstalk queue, List<Carried> gone)
      throws BeanstalkException {
    if (Settled.empty(queue, Tubes.CREATEREPO)) {
      return gone;
    }
    return gone.stream().filter(build -> !build.handedOver()).toList();
  }

  private void replaceAll(Beanstalk queue, List<Carried> gone, Heartbeat beat)
      throws BeanstalkException, IOException, InterruptedException {
    CrashPoint.reach("reconcile.walk.begun");
    Map<BuildId, QueuedJob> there = walkFor(queue, gone, beat);
    for (Carried build : gone) {
      beat.beat();
      if (there.containsKey(build.id())) {
        tellPlace(build, there.get(build.id()));
      } else {
        replacement.replace(queue, build);
      }
    }
  }

  private Map<BuildId, QueuedJob> walkFor(Beanstalk queue, List<Carried> gone, Heartbeat beat)
      throws BeanstalkException, IOException, InterruptedException {
    Set<BuildId> wanted = new HashSet<>();
    gone.forEach(build -> wanted.add(build.id()));
    Map<BuildId, QueuedJob> found = new HashMap<>();
    walk.run(
        queue,
        beat,
        job ->
            job.builds().stream()
                .filter(build -> wanted.contains(build) && !job.stuck())
                .forEach(build -> found.put(build, job)));
    return found;
  }

  /** Not before the place that the record knows, which it would prefer then. */
  private void tellPlace(Carried build, QueuedJob there) throws InterruptedException {
    Instant known = build.build().queue().map(QueuePlace::at).orElse(Instant.MIN);
    Instant at = there.put().isAfter(known) ? there.put() : known.plusMillis(1);
    FarmJob job = there.job().withBuildId(build.id());
    Optional<String> held =
        Optional.of(build.build()).filter(MissingBuilds::held).flatMap(BuildRecord::reason);
    word.found(there, job, at, Optional.empty(), held);
    CrashPoint.reach("reconcile.place.told");
  }

  private static boolean held(BuildRecord build) {
    return build.state() == BuildState.HELD;
  }
}
