package org.reimzul.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.reimzul.checker.Checker;
import org.reimzul.checker.Verdict;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.faults.harm.Catalogue;
import org.reimzul.faults.harm.Fault;
import org.reimzul.faults.harm.Injector;
import org.reimzul.faults.harm.Recovery;
import org.reimzul.faults.harm.Tally;
import org.reimzul.faults.harm.Work;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Place;
import org.reimzul.faults.lab.Supervisor;
import org.reimzul.faults.lab.Volume;
import org.reimzul.faults.load.Acknowledged;
import org.reimzul.faults.load.Noise;
import org.reimzul.faults.load.Packages;
import org.reimzul.faults.load.Parcel;
import org.reimzul.faults.load.Plan;
import org.reimzul.faults.load.Submitter;
import org.reimzul.faults.watch.Leftovers;

/** One run: a farm, its builds, the faults, and the verdict. */
final class Run {
  private static final Duration CONVERGENCE = Duration.ofMinutes(2);
  private static final int AHEAD = 16;

  private final Wanted wanted;
  private final Path dist;
  private final Path target;
  private final boolean keep;
  private final Tally tally = new Tally();
  private volatile boolean freely;

  Run(Wanted wanted, Path dist, Path target, boolean keep) {
    this.wanted = wanted;
    this.dist = dist;
    this.target = target;
    this.keep = keep;
  }

  /** True if every promise was kept. */
  boolean call() throws Exception {
    say(
        "seed "
            + wanted.seed()
            + ": "
            + wanted.builds()
            + " builds, "
            + wanted.faults()
            + " faults");
    List<Parcel> plan = Plan.of(wanted.builds(), wanted.seed());
    var packages = new Packages(target.resolve("packages"));
    packages.make(plan);
    Path dir = target.resolve("run-" + wanted.seed() + "-" + System.currentTimeMillis() / 1000);
    archiveClasses();
    var lab = new Lab(new Place(dir), dist, wanted.bstoreMebibytes(), "");
    say("a farm of " + lab.roles().size() + " processes on six machines in " + dir);
    Verdict verdict;
    try (Watchers watchers = new Watchers(lab)) {
      verdict = play(lab, watchers, plan, packages);
    }
    report(verdict);
    boolean good = verdict.clean();
    if (good && !keep) {
      new ProcessRunner()
          .capture(Command.of("rm", "-r", "--one-file-system", "--", dir.toString()));
    } else {
      keep(lab);
      say("everything is kept in " + dir);
    }
    return good;
  }

  /** Programs that start faster are broken more often in the same time. */
  private void archiveClasses() throws IOException, InterruptedException {
    if (Files.notExists(dist.resolve("lib/reimzul-worker.jsa"))) {
      new ProcessRunner().capture(Command.of(dist.resolve("bin/reimzul-cds").toString())
                  .with("JAVA_HOME", System.getProperty("java.home")));
    }
  }

  private Verdict play(Lab lab, Watchers watchers, List<Parcel> plan, Packages packages)
      throws Exception {
    var supervisor = new Supervisor(lab.roles(), wanted.seed());
    try (var books = new Acknowledged(lab.place())) {
      watchers.begin();
      long start = System.nanoTime();
      var submitter = new Submitter(lab, packages, books);
      var noise = new Noise(watchers.queue(), wanted.seed());
      var load = new Thread(new Load(plan, submitter, books, noise, this::allowed), "load");
      load.start();
      var recovery = new Recovery(books::unended);
      harm(Catalogue.of(lab, new Work(lab, watchers.queue()), submitter), recovery);
      load.join();
      recover(lab, watchers, books);
      say("longest recovery: " + recovery.longest(books.ended()));
      say(noise.summary() + "; " + watchers.reader().summary());
      say((System.nanoTime() - start) / 1_000_000_000 + " s in all");
    }
    end(lab, watchers, supervisor);
    try (var records = new Records(lab)) {
      Records.describe(lab, Watchers.BASE);
      return Checker.check(lab.place().evidence());
    }
  }

  /** As many as the faults so far make room for. */
  private int allowed() {
    return freely
        ? wanted.builds()
        : AHEAD + wanted.builds() * tally.total() / (wanted.faults() + 1);
  }

  private void harm(List<Fault> all, Recovery recovery) throws InterruptedException {
    List<Fault> catalogue =
        all.stream().filter(fault -> fault.what().contains(wanted.only())).toList();
    int gap = wanted.large() ? 16_000 : 4_000;
    var injector = new Injector(catalogue, tally, recovery, wanted.seed(), gap, Run::say);
    long limit = TimeUnit.SECONDS.toNanos(15L * wanted.faults() + 60);
    if (wanted.faults() > 0) {
      injector.run(wanted.faults(), System.nanoTime() + limit);
    }
    freely = true;
  }

  private void recover(Lab lab, Watchers watchers, Acknowledged books) throws Exception {
    long healed = System.nanoTime();
    var rest = new Rest(lab, watchers.queue(), books);
    List<String> unended = rest.awaitEnds(CONVERGENCE);
    long took = (System.nanoTime() - healed) / 1_000_000;
    say(String.format("all builds had ended %.1f s after the last fault", took / 1000.0));
    if (!unended.isEmpty()) {
      say("not so: " + unended.size() + " builds have no end");
    }
    rest.await(CONVERGENCE).forEach(what -> say("not at rest: " + what));
    rest.wronglyBuried().forEach(what -> say("buried: " + what));
  }

  private void end(Lab lab, Watchers watchers, Supervisor supervisor) throws Exception {
    supervisor.stop().forEach(name -> say(name + " did not end at SIGTERM"));
    watchers.end();
    new Leftovers(lab).look();
  }

  /** The small disks are gone with us; what they hold but for large logs is not. */
  private static void keep(Lab lab) throws IOException, InterruptedException {
    for (Volume volume : lab.volumes()) {
      String to = volume.path() + "-at-the-end";
      new ProcessRunner()
          .capture(Command.of("rsync", "-a", "--max-size=1m", "--", volume.path() + "/", to + "/"));
    }
  }

  private void report(Verdict verdict) throws IOException {
    say("faults that hit somebody at work, and what he was doing:");
    System.out.print(tally.table());
    verdict.findings().forEach(finding -> say(finding.toString()));
    if (tally.total() < wanted.faults()) {
      say("warning: only " + tally.total() + " of " + wanted.faults() + " faults");
    }
    System.out.println(
        "builds=%d faults=%d lost=%d twice=%d unexpected=%d reader_failures=%d leftovers=%d"
            .formatted(
                verdict.builds(),
                tally.total(),
                verdict.lost(),
                verdict.twice(),
                verdict.unexpected(),
                verdict.readerFailures(),
                verdict.leftovers()));
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
