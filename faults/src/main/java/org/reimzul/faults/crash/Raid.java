package org.reimzul.faults.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
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
public final class Raid implements Runnable {
  /** Where somebody who calls a build off gives up. */
  static final String HALTS_AT = "cancel.notice.put";

  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration HANG = Duration.ofSeconds(16);
  private static final Set<String> ENDS = Set.of("Success", "Failed");

  private final Orders orders;
  private final Traffic traffic;
  private final Commands commands;
  private final Villain villain;
  private final Queue queue;

  /** Of this farm. */
  public Raid(Orders orders, Traffic traffic, Commands commands, Villain villain, Queue queue) {
    this.orders = orders;
    this.traffic = traffic;
    this.commands = commands;
    this.villain = villain;
    this.queue = queue;
  }

  @Override
  public void run() {
    try {
      var hang = new Thread(this::hang, "hang");
      hang.start();
      raid();
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

  private void raid() throws IOException, InterruptedException {
    villain.stop("signer");
    villain.thief().takeAll("held");
    cancelTooLate();
    orders.delayed();
    List<String> published = orders.anything(2);
    villain.thief().takeAll("tosign");
    villain.stop("dispatcher");
    List<String> queued;
    try {
      Set<String> unheard = new HashSet<>(orders.twins());
      await(() -> published.stream().allMatch(traffic::ended));
      villain.thief().takeAll("tosign");
      queued = unheardOf(published, unheard);
    } finally {
      villain.goOn("signer");
      villain.goOn("dispatcher");
    }
    await(() -> empty("events") && empty("notify-record"));
    if (queued.size() > 1) {
      lose(queued.get(1));
      commands.run("cancel", "--no-wait", "-m", "changed my mind", queued.get(0));
      lose(queued.get(0));
    }
  }

  /** Bstore dies when it has a result, and somebody calls the build off before it is back. */
  private void cancelTooLate() throws IOException, InterruptedException {
    for (String build : orders.anything(1)) {
      await(() -> villain.uploaded(build) || traffic.ended(build));
      if (!traffic.ended(build)) {
        villain.killBstore();
        commands.run("cancel", "--timeout", "8s", "-m", "changed my mind late", build);
      }
    }
  }

  /** What happens while the dispatcher stands still, and much of which is then lost. */
  private List<String> unheardOf(List<String> published, Set<String> unheard)
      throws IOException, InterruptedException {
    List<Thread> people = new ArrayList<>();
    for (String host : List.of("alpha", "beta")) {
      people.add(person("worker", "drain", "-m", "a new kernel", host));
    }
    if (!published.isEmpty() && traffic.ended(published.get(0))) {
      unheard.add(published.get(0));
      people.add(person("withdraw", "--timeout", "1s", "-m", "it was bad", published.get(0)));
    }
    for (Thread person : people) {
      person.join();
    }
    List<String> queued = orders.anything(4);
    commands.run("reindex");
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

  private boolean empty(String tube) {
    return queue.tube(tube).filter(stats -> stats.currentJobsReady() > 0).isEmpty();
  }

  private Thread person(String... words) {
    var person =
        new Thread(
            () -> {
              try {
                commands.run(words);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            words[0]);
    person.start();
    return person;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
      Thread.sleep(10);
    }
  }
}
