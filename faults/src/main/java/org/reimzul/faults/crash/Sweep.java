package org.reimzul.faults.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.reimzul.faults.watch.Unsettled;

/**
 * Has processes halt at one crash point after another until each was visited often enough. They do
 * so in storms. The aftermath of each has its own crashes, of those who look for what was lost,
 * when all else is quiet; then nobody halts any more until every build of the storm has its end.
 */
public final class Sweep {
  private static final Duration CONVERGES_WITHIN = Duration.ofMinutes(1);
  private static final long LOOK_MILLIS = 200;
  private static final Duration STORM = Duration.ofSeconds(60);

  /** Where only a raid leads to what lacks visits. */
  private static final Duration SHORT_STORM = Duration.ofSeconds(10);

  private static final Duration AFTERMATH = Duration.ofSeconds(22);

  private final Armory armory;
  private final Visits visits;
  private final Slots slots;
  private final int wanted;
  private final Consumer<String> log;
  private final Convergence convergence = new Convergence(CONVERGES_WITHIN);
  private int made;

  /**
   * Nothing is armed yet.
   *
   * @param root of the sources, which name the points
   * @param dir for orders to the processes
   * @param state counts visits from run to run
   * @param wanted visits of each point
   * @param only which points
   */
  public Sweep(
      Path root, Path dir, Path state, int wanted, Predicate<String> only, Consumer<String> log)
      throws IOException {
    this.armory = new Armory(dir);
    Collection<String> names = Points.in(root).stream().filter(only).toList();
    this.visits = new Visits(state, names);
    this.slots = new Slots(armory, visits, wanted);
    this.wanted = wanted;
    this.log = log;
  }

  /** The JVM option that every process of the farm needs. */
  public String option() {
    return armory.option();
  }

  /** True if there are points to visit at all. */
  public boolean hasPoints() {
    return !visits.names().isEmpty();
  }

  /** Goes on until all is done, or for this long; the traffic rests after each storm. */
  public void run(Unsettled builds, Cast cast, Duration limit)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (visits.lacking(wanted) > 0 && System.nanoTime() - end < 0) {
      during(storm(), builds, slots::fill);
      cast.rest(true);
      slots.clear();
      aftermath(builds, cast.raid());
      calm(builds);
      cast.rest(false);
      log.accept(progress());
    }
  }

  private Duration storm() {
    return visits.names().stream().anyMatch(name -> !Kind.late(name) && visits.of(name) < wanted)
        ? STORM
        : SHORT_STORM;
  }

  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }

  private void during(Duration time, Unsettled builds, Step step)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (visits.lacking(wanted) > 0 && System.nanoTime() - end < 0) {
      look(builds);
      step.take();
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private void aftermath(Unsettled builds, Raid raid) throws IOException, InterruptedException {
    var raiders = new Thread(() -> raid.run(armory), "raid");
    raiders.start();
    do {
      during(Duration.ofSeconds(1), builds, slots::fillLate);
      raiders.join(LOOK_MILLIS);
    } while (raiders.isAlive());
    convergence.harmed("a raid", builds.now());
    during(AFTERMATH, builds, slots::fillLate);
    slots.clear();
  }

  private void calm(Unsettled builds) throws IOException, InterruptedException {
    do {
      Thread.sleep(LOOK_MILLIS);
      look(builds);
    } while (!convergence.settled(builds.now()));
  }

  private void look(Unsettled builds) throws IOException, InterruptedException {
    for (String point : slots.take()) {
      made++;
      convergence.harmed(point, builds.now());
    }
  }

  private String progress() {
    return String.format(
        "%d crashes; %d of %d points have fewer than %d visits; longest recovery %s",
        made, visits.lacking(wanted), visits.names().size(), wanted, convergence.longest());
  }

  /** True if a point whose name begins so lacks visits. */
  public boolean lacks(String beginning) {
    return visits.lacks(beginning, wanted);
  }

  /** How many points lack visits. */
  public long lacking() {
    return visits.lacking(wanted);
  }

  /** Counts the visits of this run for those to come: all was well. */
  public void save() throws IOException {
    visits.save();
  }

  /** Crashes of this run. */
  public int crashes() {
    return made;
  }

  /** What did not converge in time. */
  public List<String> late() {
    return convergence.late();
  }

  /** All points with their visits, and what is to be said of this run. */
  public String table() {
    return visits.table() + "  " + progress();
  }
}
