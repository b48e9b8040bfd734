package org.reimzul.faults.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Random;
import org.reimzul.faults.load.Commands;

/** All that people ask of a farm besides builds, and what goes wrong now and then. */
public final class Trouble implements Runnable {
  private static final int LONGEST_PAUSE_MILLIS = 1500;

  private final Traffic traffic;
  private final Commands commands;
  private final Villain villain;
  private final Random random;
  private volatile boolean stopped;

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
        act(random.nextInt(100));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends soon. */
  public void stop() {
    stopped = true;
  }

  private void act(int dice) throws IOException, InterruptedException {
    if (dice < 25) {
      on("cancel", "--timeout", "4s", "-m", "changed my mind");
    } else if (dice < 40) {
      on("withdraw", "--timeout", "4s", "-m", "it was bad");
    } else if (dice < 50) {
      commands.run("worker", "drain", "-m", "a new disk", dice < 45 ? "alpha@1" : "beta");
    } else if (dice < 58) {
      commands.run("reindex");
    } else {
      villain.act(random);
    }
  }

  /** A command about one of the builds that nobody will miss. */
  private void on(String command, String... options) throws IOException, InterruptedException {
    Optional<String> build = traffic.loose();
    if (build.isPresent()) {
      String[] words = new String[options.length + 2];
      words[0] = command;
      System.arraycopy(options, 0, words, 1, options.length);
      words[words.length - 1] = build.get();
      commands.run(words);
    }
  }
}
