package org.reimzul.controller.order;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.reimzul.controller.queue.EarlierPut;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.reconcile.Publication;
import org.reimzul.controller.reconcile.ReconcileConfig;
import org.reimzul.controller.record.FarmRecord;
import org.reimzul.core.http.CommitLookup;
import org.reimzul.core.lifecycle.Service;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.core.queue.WorkLoop;

/** Makes the service that keeps the tube {@code after}. */
public final class Keeper {
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private Keeper() {}

  /** See {@link WorkLoop} for {@code by} and {@code sender}; the record stays the caller's. */
  public static Service service(
      QueueConfig queue,
      EarlierPut earlier,
      ReconcileConfig config,
      FarmRecord record,
      Sender sender,
      String by) {
    var parents =
        new Parents(
            new CommitLookup(config.bstore()), new Publication(config.bstore()), record.queries());
    var word = new Word(sender, by, Clock.systemUTC());
    var handler =
        new AfterHandler(
            parents,
            record.queries(),
            config.arches(),
            word,
            new LettingGo(earlier, word),
            new Patience(config.unknown()));
    var loop = new WorkLoop(queue, by, List.of(Tubes.AFTER), handler, sender);
    return new ThreadService("keeper", DRAIN, loop);
  }
}
