package org.reimzul.faults.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.reimzul.faults.load.Commands;
import org.reimzul.faults.watch.Queue;

/**
 * After a storm: builds that nobody will miss lose their jobs, the word of their ends, or the
 * signer's message; hosts are drained, so that the queue keeps what is in it. The reconciler has to
 * find it all.
 */
public final class Raid {
  /** Where somebody who calls a build off gives up. */
  private static final String HALTS_AT = "cancel.notice.put";

  private static final int PAIRS = 3;
  private static final int LOST = 3;
  private static final int CALLED_OFF = 2;

  /** Until the workers have done what a storm has left them. */
  private static final Duration LEISURE = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration HANG = Duration.ofSeconds(16);
  private static final Set<String> ENDS = Set.of("Success", "Failed");

  private final Orders orders;
  private final Traffic traffic;
  private final Commands commands;
  private final Villain villain;
  private final Queue queue;
  private final Regret regret;
  private int raids;

  /** Of this farm. */
  public Raid(Orders orders, Traffic traffic, Commands commands, Villain villain, Queue queue) {
    this.orders = orders;
    this.traffic = traffic;
    this.commands = commands;
    this.villain = villain;
    this.queue = queue;
    this.regret = new Regret(orders, traffic, commands, villain, queue);
  }

  /** All of it, once; {@code armory} is where to tell people to give up. */
  void run(Armory armory) {
    try {
      Moment.await(LEISURE, () -> !queue.waits("x86_64"));
      var hang = new Thread(this::hang, "hang");
      hang.start();
      raid(armory);
      hang.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hang() {
    try {
      villain.hangWhilePublishing("f1.x86_64", PATIENCE.multipliedBy(2), HANG);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void raid(Armory armory) throws IOException, InterruptedException {
    villain.stop("signer");
    villain.thief().takeAll("held");
    regret.play();
    orders.delayed();
    List<String> published = orders.anything(2);
    villain.thief().takeAll("tosign");
    villain.stop("dispatcher");
    List<String> queued;
    try {
      Set<String> unheard = new HashSet<>();
      for (int pair = 0; pair < PAIRS; pair++) {
        unheard.addAll(orders.twins());
      }
      await(() -> published.stream().allMatch(traffic::ended));
      await(() -> unheard.stream().allMatch(traffic::ended));
      villain.thief().takeAll("tosign");
      queued = unheardOf(published, unheard);
    } finally {
      villain.goOn("signer");
      villain.goOn("dispatcher");
    }
    await(() -> !queue.waits("events") && !queue.waits("notify-record"));
    loseJobs(queued, armory);
  }

  /** Of some of these builds, and of some that somebody was about to call off. */
  private void loseJobs(List<String> queued, Armory armory)
      throws IOException, InterruptedException {
    queued.stream().limit(LOST).forEach(this::lose);
    for (String build : queued.stream().skip(LOST).limit(CALLED_OFF).toList()) {
      armory.arm(HALTS_AT);
      commands.run("cancel", "--no-wait", "-m", "changed my mind", build);
      armory.disarm(HALTS_AT);
      lose(build);
    }
  }

  /** What happens while the dispatcher stands still, and much of which is then lost. */
  private List<String> unheardOf(List<String> published, Set<String> unheard)
      throws IOException, InterruptedException {
    var people = new Crowd(commands);
    for (String host : List.of("alpha", "beta")) {
      people.ask("worker", "drain", "-m", "a new kernel", host);
    }
    if (!published.isEmpty() && traffic.ended(published.get(0))) {
      unheard.add(published.get(0));
      people.ask("withdraw", "--timeout", "1s", "-m", "it was bad", published.get(0));
    }
    people.await();
    List<String> queued = orders.anything(LOST + CALLED_OFF + 1);
    if (++raids % 3 == 0) { // it tells all that the others have to find
      commands.run("reindex");
    }
    villain.thief().take("notify", word -> ENDS.contains(word.path("status").asText()));
    villain.thief().take("events", word -> isEndOf(unheard, word));
    return queued;
  }

  private static boolean isEndOf(Set<String> builds, ObjectNode word) {
    return word.path("event").asText().equals("ended")
        && builds.contains(word.path("build_id").asText());
  }

  private void lose(String build) {
    villain.thief().take("x86_64", job -> job.path("build_id").asText().equals(build));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Moment.await(PATIENCE, condition);
  }
}
