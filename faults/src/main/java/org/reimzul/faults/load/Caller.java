package org.reimzul.faults.load;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls builds off, some at once and some when they run. */
public final class Caller implements AutoCloseable {
  private static final int LONGEST_DELAY_MILLIS = 4000;

  private final Commands commands;
  private final Random random;
  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService callers = Executors.newSingleThreadExecutor();

  /** With the farm's own command. */
  public Caller(Commands commands, long seed) {
    this.commands = commands;
    this.random = new Random(seed);
  }

  /** Calls this build off soon, without waiting for it. */
  public void callOff(String build) {
    int delay = random.nextInt(LONGEST_DELAY_MILLIS);
    callers.execute(
        () -> {
          try {
            Thread.sleep(delay);
            commands.run("cancel", "--no-wait", "-m", "changed my mind", build);
            asked.incrementAndGet();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** For people. */
  public String summary() {
    return asked + " builds called off";
  }

  /** Waits until all are asked for. */
  @Override
  public void close() throws InterruptedException {
    callers.shutdown();
    callers.awaitTermination(5, TimeUnit.MINUTES);
  }
}
