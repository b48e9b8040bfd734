package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.bstore.store.Bell;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Names;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EndState;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.lifecycle.StopSignal;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the farm how builds ended, once that is so for readers. A crash between the message and the
 * note that it was sent repeats it: it is known by its build id or its event id.
 */
public final class Announcer {
  private static final Logger log = LoggerFactory.getLogger(Announcer.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Store store;
  private final Bell outbox;
  private final Sender sender;
  private final String by;
  private final CommittedEvents committed;

  /**
   * Doesn't begin yet.
   *
   * @param outbox rung when there is something to say
   * @param by role and host, for events
   */
  public Announcer(Store store, Bell outbox, Sender sender, String by, Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.sender = sender;
    this.by = by;
    this.committed = new CommittedEvents(store, by, clock);
  }

  /** Works until stopped. */
  public void run(StopSignal stop) throws InterruptedException {
    while (!stop.requested()) {
      try {
        announceAll();
      } catch (IOException e) {
        log.error("announcing failed; again in {}", LOOK, e);
      }
      outbox.await(LOOK);
    }
  }

  /** Everything in the outbox and every event; one process at a time does this. */
  public void announceAll() throws IOException, InterruptedException {
    if (store.outbox().isEmpty() && store.events().ids().isEmpty()) {
      return;
    }
    Optional<FileLease> lease = FileLease.tryTake(store.state().resolve("outbox.lock"));
    if (lease.isEmpty()) {
      return;
    }
    try (FileLease held = lease.get()) {
      for (String name : store.outbox().names()) {
        try {
          announce(name);
          CrashPoint.reach("bstore.announce.sent");
          store.outbox().remove(name);
        } catch (IOException | IllegalArgumentException e) { // the others can still be announced
          log.error("{} in the outbox can't be announced; it stays there", name, e);
        }
      }
      sendEvents();
    }
  }

  private void sendEvents() throws IOException, InterruptedException {
    for (String id : store.events().ids()) {
      try {
        sender.send(Tubes.EVENTS, store.events().read(id));
        CrashPoint.reach("bstore.announce.event_sent");
      } catch (IllegalArgumentException e) {
        log.error("event {} can't be told and is dropped", id, e);
      }
      store.events().remove(id);
    }
  }

  private void announce(String name) throws IOException, InterruptedException {
    Optional<BuildId> withdrawn = Names.withdrawn(name);
    BuildId build = withdrawn.isPresent() ? withdrawn.get() : new BuildId(name);
    Optional<CommitRecord> end = store.commits().find(build);
    if (end.isEmpty()) {
      log.error("build {} is in the outbox without a commit; not announced", build);
    } else if (withdrawn.isPresent()) {
      announceWithdrawal(build, end.get());
    } else if (end.get() instanceof CommitRecord.Built built && built.told().isPresent()) {
      sender.send(Tubes.EVENTS, committed.of(built).encode()); // its worker has announced it
      log.info("told of build {}, which was uploaded the original's way", build);
    } else if (end.get() instanceof CommitRecord.Built built) {
      sender.send(Tubes.NOTIFY, built.result().encode());
      log.info("announced {} of build {}", built.result().status().wire(), build);
    } else if (end.get() instanceof CommitRecord.Unbuilt unbuilt) {
      sender.send(Tubes.EVENTS, EndEvents.of(unbuilt, by).encode());
      log.info("announced that build {} is {}", build, unbuilt.end().state().word());
    }
  }

  private void announceWithdrawal(BuildId build, CommitRecord end)
      throws IOException, InterruptedException {
    Optional<BstoreRequest.Withdraw> request = store.commits().withdrawal(build);
    if (request.isPresent() && end instanceof CommitRecord.Built built) {
      sender.send(Tubes.EVENTS, EndEvents.of(built, request.get(), by).encode());
      log.info("announced that build {} is {}", build, EndState.WITHDRAWN.word());
    }
  }
}
