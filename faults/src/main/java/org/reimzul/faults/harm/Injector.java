package org.reimzul.faults.harm;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does harm until it has done enough, to victims that hold work, the rare kinds first. */
public final class Injector {
  private static final int AT_ONCE = 2;
  private static final int CHOICES = 6;
  private static final int PATIENCE_MILLIS = 2500;
  private static final int LOOK_MILLIS = 15;

  private final List<Fault> catalogue;
  private final Tally tally;
  private final Random random;
  private final int longestGapMillis;
  private final Consumer<String> log;
  private final Set<String> busy = new HashSet<>();
  private final ExecutorService strikes = Executors.newFixedThreadPool(AT_ONCE);
  private final Recovery recovery;

  /**
   * Nothing happens yet.
   *
   * @param longestGapMillis between two faults
   * @param recovery hears of the end of each
   * @param log hears of each
   */
  public Injector(
      List<Fault> catalogue,
      Tally tally,
      Recovery recovery,
      long seed,
      int longestGapMillis,
      Consumer<String> log) {
    this.catalogue = catalogue;
    this.tally = tally;
    this.recovery = recovery;
    this.random = new Random(seed);
    this.longestGapMillis = longestGapMillis;
    this.log = log;
  }

  /** Goes on until there were {@code enough} faults, or {@code until} (nanoTime) has come. */
  public void run(int enough, long until) throws InterruptedException {
    while (tally.total() < enough && System.nanoTime() - until < 0) {
      Optional<Fault> fault = choose();
      if (fault.isEmpty() || !strikeWhenItHurts(fault.get())) {
        Thread.sleep(LOOK_MILLIS);
        continue;
      }
      Thread.sleep(random.nextInt(longestGapMillis));
    }
    strikes.shutdown();
    strikes.awaitTermination(1, TimeUnit.MINUTES);
  }

  private synchronized Optional<Fault> choose() {
    if (busy.size() >= AT_ONCE) {
      return Optional.empty();
    }
    List<Fault> some = new ArrayList<>();
    for (int i = 0; i < CHOICES; i++) {
      some.add(catalogue.get(random.nextInt(catalogue.size())));
    }
    some.removeIf(fault -> fault.parts().stream().anyMatch(busy::contains));
    return some.stream().min(java.util.Comparator.comparingInt(tally::of));
  }

  private boolean strikeWhenItHurts(Fault fault) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    Optional<String> phase = fault.phase().get();
    // not the very first moment of a piece of work, for ever
    boolean later = random.nextBoolean();
    while (phase.isEmpty() || later) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      later &= phase.isEmpty() || random.nextInt(8) != 0;
      Thread.sleep(LOOK_MILLIS);
      phase = fault.phase().get();
    }
    tally.add(fault, phase.get());
    hold(fault);
    long pick = random.nextLong();
    String what = fault.what() + " (" + fault.parts().iterator().next() + "), " + phase.get();
    log.accept(Clock.systemUTC().instant() + " fault " + tally.total() + ": " + what);
    strikes.execute(() -> strike(fault, new Random(pick)));
    return true;
  }

  private void strike(Fault fault, Random pick) {
    List<String> builds = recovery.now();
    try {
      fault.strike().run(pick);
    } catch (Exception e) {
      log.accept(fault.what() + " did not work: " + e);
    } finally {
      release(fault);
      recovery.healed(fault.what(), builds);
    }
  }

  private synchronized void hold(Fault fault) {
    busy.addAll(fault.parts());
  }

  private synchronized void release(Fault fault) {
    busy.removeAll(fault.parts());
  }
}
