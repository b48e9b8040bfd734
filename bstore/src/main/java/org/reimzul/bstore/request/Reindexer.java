package org.reimzul.bstore.request;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reimzul.bstore.repogen.CommittedEvents;
import org.reimzul.bstore.store.Bell;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.lifecycle.StopSignal;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the record every end again, in the order of the commits. How far it has come is noted, so
 * that a crash costs a few repetitions and no more.
 */
public final class Reindexer {
  private static final Logger log = LoggerFactory.getLogger(Reindexer.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final int STEP = 20;

  private final Store store;
  private final Bell asked;
  private final Sender sender;
  private final CommittedEvents events;

  /**
   * Doesn't begin yet.
   *
   * @param asked rung when there is a request
   * @param by role and host, for events
   */
  public Reindexer(Store store, Bell asked, Sender sender, String by, Clock clock) {
    this.store = store;
    this.asked = asked;
    this.sender = sender;
    this.events = new CommittedEvents(store, by, clock);
  }

  /** Works until stopped. */
  public void run(StopSignal stop) throws InterruptedException {
    while (!stop.requested()) {
      try {
        answerAll(stop);
      } catch (IOException e) {
        log.error("reindex failed; it goes on in {}", LOOK, e);
      }
      asked.await(LOOK);
    }
  }

  /** Every request; one process at a time does this. */
  void answerAll(StopSignal stop) throws IOException, InterruptedException {
    if (store.reindex().isEmpty()) {
      return;
    }
    Optional<FileLease> lease = FileLease.tryTake(store.state().resolve("reindex.lock"));
    if (lease.isPresent()) {
      try (FileLease held = lease.get()) {
        for (String request : store.reindex().names()) {
          answer(request, stop);
        }
      }
    }
  }

  private void answer(String request, StopSignal stop) throws IOException, InterruptedException {
    Path progress = store.state().resolve("reindex." + request);
    String done = read(progress);
    int sent = 0;
    for (CommitOrder key : order()) {
      if (key.text().compareTo(done) > 0) {
        if (stop.requested()) {
          return;
        }
        send(key.build());
        CrashPoint.reach("bstore.reindex.sent");
        if (++sent % STEP == 0) {
          Durable.replace(progress, key.text().getBytes(StandardCharsets.UTF_8));
          CrashPoint.reach("bstore.reindex.progressed");
        }
      }
    }
    store.reindex().remove(request);
    Files.deleteIfExists(progress);
    log.info("reindex: told {} ends", sent);
  }

  private List<CommitOrder> order() throws IOException {
    List<CommitOrder> keys = new ArrayList<>();
    for (BuildId build : store.commits().builds()) {
      try {
        store.commits().find(build).map(CommitOrder::of).ifPresent(keys::add);
      } catch (IOException e) { // the others can still be told
        log.error("reindex goes on without build {}", build, e);
      }
    }
    keys.sort(null);
    return keys;
  }

  private void send(BuildId build) throws IOException, InterruptedException {
    Optional<CommitRecord> commit = store.commits().find(build);
    if (commit.isPresent()) {
      sender.send(Tubes.EVENTS, events.of(commit.get()).encode());
    }
  }

  private static String read(Path progress) throws IOException {
    try {
      return Files.readString(progress);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** A place in the order of the commits, as text that sorts the same way. */
  private record CommitOrder(String text, BuildId build) implements Comparable<CommitOrder> {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn").withZone(ZoneOffset.UTC);

    static CommitOrder of(CommitRecord commit) {
      String time = TIME.format(commit.committed()); // Instant's own text varies in length
      return new CommitOrder(time + " " + commit.build(), commit.build());
    }

    @Override
    public int compareTo(CommitOrder other) {
      return text.compareTo(other.text);
    }
  }
}
