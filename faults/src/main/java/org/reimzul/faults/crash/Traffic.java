package org.reimzul.faults.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.reimzul.faults.load.Acknowledged;

/** Submits builds of every kind, over and over, so that every crash point is reached. */
public final class Traffic implements Runnable {
  private static final int DEPTH = 18;
  private static final long PAUSE_MILLIS = 100;
  private final Orders orders;
  private final Acknowledged books;
  private final Random random;
  private final Predicate<String> lacking;
  private final Menu menu;
  private final Queue<String> loose = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;
  private volatile boolean resting;

  /** Not started yet; {@code lacking} tells which beginnings of points are wanted. */
  public Traffic(Orders orders, Acknowledged books, long seed, Predicate<String> lacking) {
    this.orders = orders;
    this.books = books;
    this.random = new Random(seed);
    this.lacking = lacking;
    this.menu = menu();
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        if (!resting && books.unended().size() < DEPTH) {
          menu.choose(random, lacking).run();
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** While it rests nothing is submitted. */
  void rest(boolean now) {
    resting = now;
  }

  /** Nothing more is submitted soon. */
  public void stop() {
    stopped = true;
  }

  /** Whether a build has ended. */
  boolean ended(String build) {
    return books.ended(build);
  }

  /** A build like this that may end in any way, each once; empty if there is none. */
  Optional<String> loose(Predicate<String> like) {
    Optional<String> found = loose.stream().filter(like).findFirst();
    return found.filter(loose::remove);
  }

  private Menu menu() {
    String failing = "worker.failing.";
    return new Menu()
        .add(20, orders::mixed)
        .add(10, orders::flaky, failing, "worker.retry.")
        .add(18, this::loosen, "cancel.", "withdraw.", "bstore.withdraw.", "worker.end.")
        .add(5, orders::again, "worker.end.")
        .add(7, orders::twins, "bstore.intake.", "bstore.end.", "worker.end.")
        .add(5, orders::chained, "worker.chain.")
        .add(6, orders::broken, failing, "worker.broken.", "worker.held.", "retry.")
        .add(6, orders::nameless, "worker.turn.", "worker.history.")
        .add(16, orders::family, "order.")
        .add(12, orders::orphans, "order.end.", "cancel.");
  }

  private void loosen() throws IOException, InterruptedException {
    loose.addAll(orders.anything(2));
  }
}
