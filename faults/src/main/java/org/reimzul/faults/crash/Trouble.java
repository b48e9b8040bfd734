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
  private volatile boolean stopped;
  private volatile boolean resting;

  /** Not started yet. */
  public Trouble(Traffic traffic, Commands commands, Villain villain, long seed) {
    this.traffic = traffic;
    this.commands = commands;
    this.villain = villain;
    this.random = new Random(seed);
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        if (!resting) {
          act(random.nextInt(100));
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

  private void act(int dice) throws IOException, InterruptedException {
    if (dice < 18) {
      on(build -> !traffic.ended(build), "cancel", "--timeout", "4s", "-m", "changed my mind");
    } else if (dice < 45) {
      on(traffic::ended, "withdraw", "--timeout", "3s", "-m", "it was bad");
    } else if (dice < 52) {
      commands.run("worker", "drain", "-m", "a new disk", dice < 49 ? "alpha@1" : "beta@2");
    } else if (dice < 60) {
      commands.run("reindex");
    } else if (dice < 64) {
      commands.run("repogen", "f1.x86_64");
    } else {
      villain.act(random);
    }
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
