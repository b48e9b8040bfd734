package org.reimzul.faults.harm;

import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
  private static final int HEAD_START_MILLIS = 400;
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
      Thread.sleep(hunt(choose()) ? random.nextInt(longestGapMillis) : LOOK_MILLIS);
    }
    strikes.shutdown();
    strikes.awaitTermination(1, TimeUnit.MINUTES);
  }

  /** The rarest first. */
  private synchronized List<Fault> choose() {
    if (busy.size() >= AT_ONCE) {
      return List.of();
    }
    Set<Fault> some = new LinkedHashSet<>();
    for (int i = 0; i < CHOICES; i++) {
      some.add(catalogue.get(random.nextInt(catalogue.size())));
    }
    some.removeIf(fault -> fault.parts().stream().anyMatch(busy::contains));
    return some.stream().sorted(Comparator.comparingInt(tally::of)).toList();
  }

  /** Strikes the first that can be hit, each of them a while after the one before it only. */
  private boolean hunt(List<Fault> some) throws InterruptedException {
    // not the very first moment of a piece of work, for ever
    boolean later = random.nextBoolean();
    long start = System.nanoTime();
    for (long millis = 0; !some.isEmpty() && millis < PATIENCE_MILLIS; ) {
      int most = (int) Math.min(some.size(), 1 + millis / HEAD_START_MILLIS);
      for (Fault fault : some.subList(0, most)) {
        boolean at = fault.phase().get().isPresent() && !(later && random.nextInt(8) != 0);
        if (at && strike(fault)) {
          return true;
        }
      }
      Thread.sleep(LOOK_MILLIS);
      millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
    return false;
  }

  /** Counts it if it hit; true also if it failed, as nobody knows what it has done then. */
  private boolean strike(Fault fault) throws InterruptedException {
    try {
      Optional<Blow> blow = fault.strike().at(new Random(random.nextLong()));
      blow.ifPresent(hit -> count(fault, hit));
      return blow.isPresent();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      log.accept(fault.what() + " did not work: " + e);
      return true;
    }
  }

  private void count(Fault fault, Blow blow) {
    tally.add(fault, blow.phase());
    hold(fault);
    String what = fault.what() + " (" + fault.parts().iterator().next() + "), " + blow.phase();
    log.accept(Clock.systemUTC().instant() + " fault " + tally.total() + ": " + what);
    List<String> builds = recovery.now();
    strikes.execute(() -> finish(fault, blow, builds));
  }

  private void finish(Fault fault, Blow blow, List<String> builds) {
    try {
      blow.finish();
    } catch (Exception e) {
      log.accept(fault.what() + " did not heal: " + e);
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
