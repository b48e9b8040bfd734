package org.reimzul.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.reimzul.checker.Checker;
import org.reimzul.checker.Verdict;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.faults.lab.ClassArchive;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Place;
import org.reimzul.faults.lab.Shape;
import org.reimzul.faults.lab.Supervisor;
import org.reimzul.faults.lab.Volume;
import org.reimzul.faults.load.Acknowledged;
import org.reimzul.faults.load.Commands;
import org.reimzul.faults.load.Packages;
import org.reimzul.faults.load.Person;
import org.reimzul.faults.load.Submitter;
import org.reimzul.faults.watch.Leftovers;
import org.reimzul.faults.watch.Queue;
import org.reimzul.faults.watch.Subscriber;
import org.reimzul.faults.watch.Unsettled;

/** A farm, those who use it, and those who watch it. */
final class World {
  private static final Duration CONVERGENCE = Duration.ofMinutes(2);

  /** What happens while the farm lives. */
  @FunctionalInterface
  interface Story {
    void play() throws Exception;
  }

  private final Lab lab;
  private final Wanted wanted;
  private final Commands commands;
  private final Acknowledged books;
  private final Submitter submitter;
  private final Duration patience;
  private final Leftovers leftovers;
  private Watchers watchers;
  private List<String> unrest = List.of();

  /** Prepares it; {@code patience}: how long hosts stay out of service at least. */
  World(Path dist, Path target, Packages packages, Wanted wanted, Shape shape, Duration patience)
      throws IOException, InterruptedException {
    this.wanted = wanted;
    Path dir = target.resolve("run-" + wanted.seed() + "-" + System.currentTimeMillis() / 1000);
    ClassArchive.ensure(dist);
    this.patience = patience;
    lab = new Lab(new Place(dir), dist, shape);
    say("a farm of " + lab.roles().size() + " processes on six machines in " + dir);
    leftovers = new Leftovers(lab);
    commands = new Commands(lab);
    books = new Acknowledged(lab.place());
    submitter = new Submitter(commands, packages, books);
  }

  Lab lab() {
    return lab;
  }

  Queue queue() {
    return watchers.queue();
  }

  Subscriber subscriber() {
    return watchers.subscriber();
  }

  Commands commands() {
    return commands;
  }

  Acknowledged books() {
    return books;
  }

  Unsettled unsettled() {
    return new Unsettled(books, lab.place(), Hearing.answers());
  }

  Submitter submitter() {
    return submitter;
  }

  /** Starts everything, tells the story, stops everything, and has it judged. */
  Verdict live(Story story) throws Exception {
    try (Watchers all = new Watchers(lab)) {
      watchers = all;
      var supervisor = new Supervisor(lab.roles(), wanted.seed());
      watchers.begin();
      try (var person = new Person(queue(), commands, patience)) {
        long start = System.nanoTime();
        story.play();
        say(person.summary() + "; " + watchers.reader().summary());
        say((System.nanoTime() - start) / 1_000_000_000 + " s in all");
      }
      books.close();
      unrest.forEach(what -> leftovers.note("unrest", what));
      supervisor.stop().forEach(name -> leftovers.note("process", name + " ignored SIGTERM"));
      watchers.end();
      leftovers.look();
      try (var records = new Records(lab)) {
        Records.describe(lab, Watchers.BASE);
        return Checker.check(lab.place().evidence());
      }
    }
  }

  /** Waits until everybody was told of every end, and again where word was lost. */
  void hear() throws Exception {
    new Rest(lab.place(), queue(), books).awaitEnds(CONVERGENCE);
    List<String> unheard = new Hearing(lab.place()).await(CONVERGENCE);
    unheard.forEach(build -> say("nobody was told of the end of " + build));
  }

  /** Waits until a farm that is whole again has come to rest. */
  void recover() throws Exception {
    recover(CONVERGENCE);
  }

  /**
   * The same, for so long at most until all builds have ended, and again to come to rest. What is
   * not at rest after the last of these counts, and all that should not have been buried.
   */
  void recover(Duration limit) throws Exception {
    long healed = System.nanoTime();
    var rest = new Rest(lab.place(), queue(), books);
    List<String> unended = rest.awaitEnds(limit);
    long took = (System.nanoTime() - healed) / 1_000_000;
    say(String.format("all builds had ended %.1f s after the last was submitted", took / 1000.0));
    unended.forEach(build -> say("not so: build " + build + " has no end"));
    unrest = rest.await(unended.isEmpty() ? limit : Duration.ZERO);
    unrest.forEach(what -> say("not at rest: " + what));
    rest.wronglyBuried().forEach(what -> leftovers.note("buried", what));
  }

  /** The small disks are gone with us; what they hold but for large logs is not. */
  void leave(boolean clean) throws IOException, InterruptedException {
    Path dir = lab.place().dir();
    if (clean) {
      lab.dismantle();
      run("rm", "-r", "--one-file-system", "--", dir.toString());
      return;
    }
    for (Volume volume : lab.volumes()) {
      String to = volume.path() + "-at-the-end/";
      run("rsync", "-a", "--max-size=1m", "--", volume.path() + "/", to);
    }
    say("everything is kept in " + dir);
  }

  private static void run(String... argv) throws IOException, InterruptedException {
    new ProcessRunner().capture(Command.of(argv));
  }

  static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
