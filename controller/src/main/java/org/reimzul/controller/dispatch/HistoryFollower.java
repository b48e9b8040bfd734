package org.reimzul.controller.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.FarmRecord;
import org.reimzul.controller.record.Heard;
import org.reimzul.controller.record.HistoryQueries;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.lifecycle.StopSignal;
import org.reimzul.core.lifecycle.ThreadService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns of results where an original notifier takes them out of {@code notify}: from the history,
 * in which that one writes every message as it came. Where it reads on is told by nothing but the
 * record: after a start it reads again what is younger than the oldest build without an end, which
 * changes nothing. For one thread.
 */
final class HistoryFollower implements ThreadService.Work {
  private static final Logger log = LoggerFactory.getLogger(HistoryFollower.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** Numbers are made by their writer, which may be slow to write or have a clock of its own. */
  private static final Duration SLACK = Duration.ofMinutes(10);

  private static final int PAGE = 500;

  private final FarmRecord record;
  private final HistoryQueries history;
  private final Outage outage;
  private final Requesters requesters;
  private final Clock clock;
  private Optional<ObjectId> newest = Optional.empty();
  private Set<ObjectId> heard = Set.of();

  HistoryFollower(FarmRecord record, Outage outage, Requesters requesters, Clock clock) {
    this.record = record;
    this.history = record.historyQueries();
    this.outage = outage;
    this.requesters = requesters;
    this.clock = clock;
  }

  @Override
  public void run(StopSignal stop) throws InterruptedException {
    log.info("an original notifier takes the results; they are read out of its history");
    do {
      try {
        look();
        outage.up();
      } catch (RecordAwayException e) {
        outage.down(e.getMessage());
      }
    } while (!stop.await(EVERY));
  }

  /** What was heard is forgotten once it is too old to be read again. */
  private void look() throws RecordAwayException, InterruptedException {
    Set<ObjectId> read = new HashSet<>();
    ObjectId beyond = number(since().minus(SLACK));
    List<Document> page;
    do {
      page = history.byOthers(beyond, PAGE);
      for (Document document : page) {
        beyond = document.getObjectId("_id");
        if (!heard.contains(beyond)) {
          hear(document, Instant.ofEpochSecond(beyond.getTimestamp()));
        }
        read.add(beyond);
      }
    } while (page.size() == PAGE);
    heard = read;
    newest = read.isEmpty() ? newest : Optional.of(beyond);
  }

  private Instant since() throws RecordAwayException, InterruptedException {
    if (newest.isPresent()) {
      return Instant.ofEpochSecond(newest.get().getTimestamp());
    }
    Instant now = clock.instant();
    return record.queries().unended(Heard.never(now), Optional.empty(), 1).stream()
        .map(build -> new BuildId(build.id()).minted())
        .findFirst()
        .orElse(now);
  }

  /** Some builds seem as old as the epoch. */
  private static ObjectId number(Instant from) {
    return new ObjectId(String.format("%08x%016x", Math.max(0, from.getEpochSecond()), 0));
  }

  private void hear(Document document, Instant at)
      throws RecordAwayException, InterruptedException {
    try {
      BuildEvent event = HistoryQueries.event(document);
      Optional<BuildRecord> known = record.addTold(event, at);
      if (known.isPresent()) {
        requesters.hear(event.ofItsBuild(), at, known.get());
      }
    } catch (MalformedMessageException | NewerMessageException e) {
      log.debug("nothing for the record in {}: {}", document.get("_id"), e.getMessage());
    }
  }
}
