package org.reimzul.faults.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.reimzul.faults.load.Commands;

/** All that people ask of a farm besides builds, and what goes wrong now and then. */
public final class Trouble implements Runnable {
  private static final int LONGEST_PAUSE_MILLIS = 800;

  private final Traffic traffic;
  private final Commands commands;
  private final Villain villain;
  private final Random random;
  private final Predicate<String> lacking;
  private final Menu menu;
  private volatile boolean stopped;
  private volatile boolean resting;

  /** Not started yet; {@code lacking} tells which beginnings of points are wanted. */
  public Trouble(
      Traffic traffic, Commands commands, Villain villain, long seed, Predicate<String> lacking) {
    this.lacking = lacking;
    this.traffic = traffic;
    this.commands = commands;
    this.villain = villain;
    this.random = new Random(seed);
    this.menu = menu();
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        if (!resting) {
          menu.choose(random, lacking).run();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** While it rests nobody asks for anything. */
  void rest(boolean now) {
    resting = now;
  }

  /** Ends soon. */
  public void stop() {
    stopped = true;
  }

  private Menu menu() {
    return new Menu()
        .add(18, this::cancel, "cancel.", "bstore.end.", "worker.end.")
        .add(27, this::withdraw, "withdraw.", "bstore.withdraw.", "bstore.publish.")
        .add(7, this::drain, "drain.", "resume.")
        .add(8, () -> commands.run("reindex"), "reindex.", "bstore.reindex.")
        .add(4, () -> commands.run("repogen", "f1.x86_64"), "repogen.")
        .add(3, () -> villain.stopWorker(random), "worker.stopped.")
        .add(36, () -> villain.act(random));
  }

  private void cancel() throws IOException, InterruptedException {
    on(build -> !traffic.ended(build), "cancel", "--timeout", "4s", "-m", "changed my mind");
  }

  private void withdraw() throws IOException, InterruptedException {
    on(traffic::ended, "withdraw", "--timeout", "3s", "-m", "it was bad");
  }

  private void drain() throws IOException, InterruptedException {
    commands.run(
        "worker", "drain", "-m", "a new disk", random.nextBoolean() ? "alpha@1" : "beta@2");
  }

  /** A command about one of the builds that nobody will miss. */
  private void on(Predicate<String> like, String command, String... options)
      throws IOException, InterruptedException {
    Optional<String> build = traffic.loose(like);
    if (build.isPresent()) {
      String[] words = new String[options.length + 2];
      words[0] = command;
      System.arraycopy(options, 0, words, 1, options.length);
      words[words.length - 1] = build.get();
      commands.run(words);
    }
  }
}
