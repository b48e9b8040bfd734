package org.reimzul.controller.order;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.reimzul.controller.reconcile.Publication;
import org.reimzul.controller.record.BuildQueries;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.BuildState;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.core.http.CommitLookup;
import org.reimzul.core.job.AlreadyPublished;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Commit;
import org.reimzul.core.job.EndState;

/**
 * What the builds that others wait for have come to: bstore's commits first, which need no MongoDB,
 * then the record, whose word on a success counts where bstore keeps no commits: an original's.
 * Asks once in a while for each, however many wait for it. For one thread.
 */
final class Parents {
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int REMEMBERED = 10_000;

  private record Answer(Standing standing, long nanos) {}

  private final CommitLookup commits;
  private final Publication publication;
  private final BuildQueries record;
  private final Map<BuildId, Answer> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BuildId, Answer> eldest) {
          return size() > REMEMBERED;
        }
      };

  Parents(CommitLookup commits, Publication publication, BuildQueries record) {
    this.commits = commits;
    this.publication = publication;
    this.record = record;
  }

  /** How it stands with this one, a moment ago at most. */
  Standing of(BuildId build) throws InterruptedException {
    Answer known = answers.get(build);
    if (known != null && System.nanoTime() - known.nanos() < FRESH.toNanos()) {
      return known.standing();
    }
    Standing now = ask(build);
    answers.remove(build);
    answers.put(build, new Answer(now, System.nanoTime()));
    return now;
  }

  private Standing ask(BuildId build) throws InterruptedException {
    Optional<Commit> commit;
    try {
      commit = commits.find(build);
      if (commit.isPresent()) {
        return committed(commit.get());
      }
    } catch (IOException e) {
      return Standing.open("bstore does not answer");
    }
    Optional<BuildRecord> known;
    try {
      known = record.find(build);
    } catch (RecordAwayException e) {
      return Standing.open("the record does not answer");
    }
    return known.isEmpty() ? Standing.unknown() : recorded(known.get());
  }

  private Standing committed(Commit commit) throws IOException, InterruptedException {
    if (commit.state() != EndState.PUBLISHED) {
      boolean published =
          commit.state() == EndState.SKIPPED
              && commit.reason().flatMap(AlreadyPublished::by).isPresent();
      return published ? Standing.published() : Standing.endedOtherwise(commit.state().word());
    }
    if (publication.withdrawn(commit.build())) {
      return Standing.endedOtherwise(EndState.WITHDRAWN.word());
    }
    boolean readable = announced(commit.build()) || publication.readable(commit);
    return readable ? Standing.published() : Standing.open("BUILT, its repository is made anew");
  }

  /** Success is told once the packages can be had. */
  private boolean announced(BuildId build) throws InterruptedException {
    try {
      return record.find(build).filter(Parents::published).isPresent();
    } catch (RecordAwayException e) {
      return false;
    }
  }

  private static boolean published(BuildRecord build) {
    return build.state() == BuildState.PUBLISHED || build.state() == BuildState.SIGNED;
  }

  /** Bstore has no commit of it; whether it keeps any is asked only where it matters. */
  private Standing recorded(BuildRecord build) {
    BuildState state = build.state();
    if (!state.ended()) {
      return Standing.open(state.name());
    }
    boolean elsewhere = build.reason().flatMap(AlreadyPublished::by).isPresent();
    if (!published(build) && !(state == BuildState.SKIPPED && elsewhere)) {
      return Standing.endedOtherwise(state.name().toLowerCase(Locale.ROOT));
    }
    // an original worker says Success before a bstore of ours has seen anything of it
    return commitsKept() ? Standing.open(state.name()) : Standing.published();
  }

  /** True also where bstore doesn't answer: it is asked again. */
  private boolean commitsKept() {
    try {
      return commits.kept();
    } catch (IOException e) {
      return true;
    }
  }
}
