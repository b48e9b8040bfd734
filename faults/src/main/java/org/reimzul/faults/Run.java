package org.reimzul.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.reimzul.checker.Verdict;
import org.reimzul.core.cli.UserException;
import org.reimzul.faults.harm.Catalogue;
import org.reimzul.faults.harm.Fault;
import org.reimzul.faults.harm.Injector;
import org.reimzul.faults.harm.Recovery;
import org.reimzul.faults.harm.Tally;
import org.reimzul.faults.harm.Work;
import org.reimzul.faults.load.Caller;
import org.reimzul.faults.load.Noise;
import org.reimzul.faults.load.Packages;
import org.reimzul.faults.load.Parcel;
import org.reimzul.faults.load.Plan;

/** One run: a farm, its builds, the faults, and the verdict. */
final class Run {
  private static final int AHEAD = 16;

  private final Wanted wanted;
  private final Path dist;
  private final Path target;
  private final Tally tally = new Tally();
  private volatile boolean freely;
  private Optional<Throwable> death = Optional.empty();

  Run(Wanted wanted, Path dist, Path target) {
    this.wanted = wanted;
    this.dist = dist;
    this.target = target;
  }

  /** True if every promise was kept, and enough was done to break them; the last line says so. */
  boolean call() throws Exception {
    World.say(wanted.toString());
    List<Parcel> plan = Plan.of(wanted.builds(), wanted.seed());
    var packages = new Packages(target.resolve("packages"));
    packages.make(plan);
    var world = new World(dist, target, packages, wanted, wanted.shape(), Duration.ZERO);
    Verdict verdict = world.live(() -> breakIt(world, plan));
    List<String> shortfall = Shortfall.of(wanted, verdict.builds(), tally.total(), death);
    boolean good = verdict.clean() && shortfall.isEmpty();
    report(verdict);
    try {
      world.leave(good && !wanted.keep());
    } finally {
      shortfall.forEach(what -> World.say("FAILED: " + what));
      World.say(summary(verdict));
    }
    return good;
  }

  private void breakIt(World world, List<Parcel> plan) throws Exception {
    boolean able = world.commands().run("cancel", "--help") == 0;
    var noise = new Noise(world.queue(), wanted.seed());
    var recovery = new Recovery(world.books()::unended);
    List<Fault> catalogue = catalogue(world);
    try (var caller = new Caller(world.commands(), wanted.seed())) {
      Optional<Caller> callers = able ? Optional.of(caller) : Optional.empty();
      var load =
          new Load(
              plan, world.submitter(), world.books(), noise, callers, this::allowed, () -> !freely);
      var errand = new Errand("load", load);
      harm(catalogue, recovery);
      freely = true;
      death = errand.end();
      World.say(noise.summary() + "; " + caller.summary());
    }
    world.recover();
    World.say("longest recovery: " + recovery.longest(world.books().ended()));
  }

  /** As many as the faults so far make room for. */
  private int allowed() {
    return freely
        ? Integer.MAX_VALUE
        : AHEAD + wanted.builds() * tally.total() / (wanted.faults() + 1);
  }

  private List<Fault> catalogue(World world) throws UserException {
    var work = new Work(world.lab(), world.queue());
    List<Fault> catalogue =
        Catalogue.of(world.lab(), work, world.submitter()).stream()
            .filter(fault -> wanted.wants(fault.what()))
            .toList();
    if (catalogue.isEmpty()) {
      throw new UserException("no fault's kind or victim has " + wanted.only());
    }
    return catalogue;
  }

  private void harm(List<Fault> catalogue, Recovery recovery) throws InterruptedException {
    int gap = wanted.large() ? 6_000 : 3_500;
    var injector = new Injector(catalogue, tally, recovery, wanted.seed(), gap, World::say);
    long limit = TimeUnit.SECONDS.toNanos(15L * wanted.faults() + 60);
    if (wanted.faults() > 0) {
      injector.run(wanted.faults(), System.nanoTime() + limit);
    }
  }

  private void report(Verdict verdict) {
    World.say("faults that hit somebody at work, and what he was doing:");
    System.out.print(tally.table());
    verdict.findings().forEach(finding -> World.say(finding.toString()));
  }

  private String summary(Verdict verdict) {
    return "builds=%d faults=%d lost=%d twice=%d unexpected=%d reader_failures=%d leftovers=%d"
        .formatted(
            verdict.builds(),
            tally.total(),
            verdict.lost(),
            verdict.twice(),
            verdict.unexpected(),
            verdict.readerFailures(),
            verdict.leftovers());
  }
}
