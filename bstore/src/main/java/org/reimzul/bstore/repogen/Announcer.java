package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.bstore.store.Bell;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.lifecycle.StopSignal;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the dispatcher how builds ended, once that is so for readers. A crash between the message
 * and the note that it was sent repeats it: the dispatcher knows it by its build id.
 */
public final class Announcer {
  private static final Logger log = LoggerFactory.getLogger(Announcer.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Store store;
  private final Bell outbox;
  private final Sender sender;

  /** {@code outbox} is rung when there is something to say. */
  public Announcer(Store store, Bell outbox, Sender sender) {
    this.store = store;
    this.outbox = outbox;
    this.sender = sender;
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

  /** Everything in the outbox; one process at a time does this. */
  public void announceAll() throws IOException, InterruptedException {
    if (store.outbox().names().isEmpty()) {
      return;
    }
    Optional<FileLease> lease = FileLease.tryTake(store.state().resolve("outbox.lock"));
    if (lease.isEmpty()) {
      return;
    }
    try (FileLease held = lease.get()) {
      for (String name : store.outbox().names()) {
        try {
          announce(new BuildId(name));
          store.outbox().remove(name);
        } catch (IOException | IllegalArgumentException e) { // the others can still be announced
          log.error("{} in the outbox can't be announced; it stays there", name, e);
        }
      }
    }
  }

  private void announce(BuildId build) throws IOException, InterruptedException {
    Optional<CommitRecord> end = store.commits().find(build);
    if (end.isEmpty()) {
      log.error("build {} is in the outbox without a commit; not announced", build);
      return;
    }
    sender.send(Tubes.NOTIFY, end.get().result().encode());
    log.info("announced {} of build {}", end.get().result().status().wire(), build);
  }
}
