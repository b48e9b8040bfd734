package org.reimzul.faults.crash;

import java.io.IOException;
import java.time.Duration;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.queue.Notices;
import org.reimzul.faults.load.Commands;
import org.reimzul.faults.watch.Queue;

/** Somebody calls a build off while bstore has its result already and stands still. */
final class Regret {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Orders orders;
  private final Traffic traffic;
  private final Commands commands;
  private final Villain villain;
  private final Queue queue;

  Regret(Orders orders, Traffic traffic, Commands commands, Villain villain, Queue queue) {
    this.orders = orders;
    this.traffic = traffic;
    this.commands = commands;
    this.villain = villain;
    this.queue = queue;
  }

  /** Once. */
  void play() throws IOException, InterruptedException {
    for (String build : orders.anything(1)) {
      Moment.await(PATIENCE, () -> villain.uploaded(build) || traffic.ended(build));
      villain.stopBstore();
      var person = new Crowd(commands);
      try {
        person.ask("cancel", "--timeout", "8s", "-m", "changed my mind late", build);
        Moment.await(PATIENCE, () -> pinned(build));
      } finally {
        villain.goOnBstore();
      }
      person.await();
    }
  }

  /** True once workers can see that it is called off. */
  private boolean pinned(String build) {
    return queue.waits(Notices.cancel(new BuildId(build)).value());
  }
}
