package org.reimzul.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.checker.Verdict;
import org.reimzul.core.cli.UserException;
import org.reimzul.faults.crash.Cast;
import org.reimzul.faults.crash.Orders;
import org.reimzul.faults.crash.Raid;
import org.reimzul.faults.crash.Sweep;
import org.reimzul.faults.crash.Traffic;
import org.reimzul.faults.crash.Trouble;
import org.reimzul.faults.crash.Villain;
import org.reimzul.faults.lab.Shape;
import org.reimzul.faults.load.Nameless;
import org.reimzul.faults.load.Noise;
import org.reimzul.faults.load.Packages;
import org.reimzul.faults.load.Requests;

/** A farm whose processes halt at every crash point, one after another. */
final class CrashRun {
  private static final int BROKEN = 1;
  private static final int UNFINISHED = 3;
  private static final int ATTEMPTS = 2;
  private static final int WORKERS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(12);
  // so that somebody is warned, and a mail is taken by a part of its recipients; and so that what
  // was lost is found between two crashes
  private static final String MORE =
      """
      [deadlines]
      queue_wait = 5s
      [reconcile]
      every = 1s
      young = 3s
      [mail_rcpts]
      x86_64 = builds@example.org, later@example.org
      """;

  private final Wanted wanted;
  private final Path dist;
  private final Path target;
  private final Sweep sweep;
  private final Duration limit;
  private final List<Throwable> deaths = new ArrayList<>();

  CrashRun(Wanted wanted, Path dist, Path root, Path state, int visits, Duration limit)
      throws IOException {
    this.wanted = wanted;
    this.dist = dist;
    this.target = root.resolve("faults/target");
    this.limit = limit;
    Path orders = Files.createTempDirectory(Files.createDirectories(target), "crash-points-");
    this.sweep = new Sweep(root, orders, state, visits, wanted::wants, World::say);
  }

  /** 0 if the farm always converged, every promise was kept, and all is visited; else why not. */
  int call() throws Exception {
    if (!sweep.hasPoints()) {
      throw new UserException("no crash point's name has " + wanted.only());
    }
    var packages = new Packages(target.resolve("packages"));
    int disk = wanted.bstoreMebibytes();
    var shape = new Shape(disk, WORKERS, ATTEMPTS, sweep.option(), MORE, true);
    var world = new World(dist, target, packages, wanted, shape, PATIENCE);
    Verdict verdict = world.live(() -> crash(world, packages));
    boolean good = verdict.clean() && sweep.late().isEmpty() && deaths.isEmpty();
    if (good) {
      sweep.save();
    }
    world.leave(good && !wanted.keep());
    report(verdict);
    return !good ? BROKEN : sweep.lacking() > 0 ? UNFINISHED : 0;
  }

  private void report(Verdict verdict) {
    System.out.println(sweep.table());
    sweep.late().forEach(World::say);
    deaths.forEach(cause -> World.say("FAILED: nobody led to crash points any more: " + cause));
    verdict.findings().forEach(finding -> World.say(finding.toString()));
    World.say(
        "crashes=%d late=%d lacking=%d %s"
            .formatted(sweep.crashes(), sweep.late().size(), sweep.lacking(), verdict.summary()));
  }

  private void crash(World world, Packages packages) throws Exception {
    long seed = wanted.seed();
    var nameless = new Nameless(world.lab().place(), world.queue(), packages, world.books());
    var orders = new Orders(packages, world.submitter(), nameless, seed);
    var traffic = new Traffic(orders, world.books(), seed, sweep::lacks);
    var noise = new Noise(world.queue(), seed);
    var villain = new Villain(world.lab(), world.queue(), noise);
    var trouble = new Trouble(traffic, world.commands(), villain, seed, sweep::lacks);
    var raid = new Raid(orders, traffic, world.commands(), villain, world.queue());
    var requests = new Requests(world.lab().place().git(), world.subscriber(), world.books(), seed);
    List<Errand> errands =
        List.of(
            new Errand("traffic", traffic),
            new Errand("trouble", trouble),
            new Errand("requests", requests));
    sweep.run(world.unsettled(), new Cast(traffic, trouble, requests, raid), limit);
    trouble.stop();
    requests.stop();
    traffic.stop();
    for (Errand errand : errands) {
      errand.end().ifPresent(deaths::add);
    }
    world.hear();
    requests.giveUp();
    world.recover();
  }
}
