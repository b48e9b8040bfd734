package org.reimzul.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.reimzul.faults.crash.Armory;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Role;
import org.reimzul.faults.load.Packages;
import org.reimzul.faults.load.Parcel;
import org.reimzul.faults.watch.Queue;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.testkit.Await;

/** What a scene can do to a farm, and see of it. */
final class Stage {
  /** Where scenes have their packages published. */
  static final String TARGET = Lab.TARGETS.get(1);

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final World world;
  private final Packages packages;
  private final Armory armory;
  private final Set<String> crashes = new HashSet<>();
  private final List<Parcel> submitted = new ArrayList<>();
  private int number = 100;

  Stage(World world, Packages packages, Armory armory) {
    this.world = world;
    this.packages = packages;
    this.armory = armory;
  }

  /** Submits this many packages of a kind; returns their builds. */
  List<String> submit(String kind, int count) throws IOException, InterruptedException {
    List<Parcel> parcels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parcels.add(new Parcel(kind + "-" + number++, 1, TARGET, false));
    }
    return submit(parcels);
  }

  void submitScratch(String kind) throws IOException, InterruptedException {
    submit(List.of(new Parcel(kind + "-" + number++, 1, TARGET, true)));
  }

  /** Submits the same package at every call. */
  void submitAgain(String kind) throws IOException, InterruptedException {
    submit(List.of(new Parcel(kind + "-099", 1, TARGET, false)));
  }

  private List<String> submit(List<Parcel> parcels) throws IOException, InterruptedException {
    packages.make(parcels);
    List<String> builds = new ArrayList<>();
    List<Parcel> untold =
        world
            .submitter()
            .submit(
                parcels,
                Optional.empty(),
                List.of(),
                job -> builds.add(job.required("build_id").textValue()));
    if (!untold.isEmpty()) {
      throw new IOException("not submitted: " + untold);
    }
    submitted.addAll(parcels);
    return builds;
  }

  /** Whoever comes to this point next halts there. */
  void arm(String point) throws IOException {
    armory.arm(point);
  }

  void awaitCrash(String point) {
    await(
        "a crash at " + point,
        () -> {
          crashes.addAll(armory.visited());
          return crashes.contains(point);
        });
  }

  void await(String what, Callable<Boolean> condition) {
    Await.until(LIMIT, what, condition);
  }

  /** Waits until one of these has logged that. */
  void awaitLog(String kind, String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    await("the log line " + pattern, () -> logged(kind, wanted));
  }

  private boolean logged(String kind, Pattern wanted) throws IOException {
    for (Role role : world.lab().roles()) {
      if (role.kind().equals(kind) && wanted.matcher(Files.readString(role.log())).find()) {
        return true;
      }
    }
    return false;
  }

  /** True when bstore has all results and nothing half done. */
  boolean taken() throws IOException {
    return world.books().unended().isEmpty() && empty("work") && empty("incoming");
  }

  private boolean empty(String dir) throws IOException {
    try (Stream<Path> files = Files.list(bstore(dir))) {
      return files.findAny().isEmpty();
    }
  }

  /** True when there was mail of all that was submitted, but for scratch builds. */
  boolean mailed() throws IOException {
    String mail = Files.readString(world.lab().place().evidence().resolve("mail.jsonl"));
    return submitted.stream()
        .filter(parcel -> !parcel.scratch())
        .allMatch(parcel -> mail.contains(parcel.name()));
  }

  Path bstore(String path) {
    return world.lab().place().bstore().resolve(path);
  }

  <T> T queue(Queue.Question<T> question) throws BeanstalkException {
    return world.queue().on(question);
  }

  /** A server can't be reached until this is closed. */
  Outage refuse(String server) throws IOException {
    return new Outage(
        world.lab().links().stream().filter(link -> link.name().equals(server)).findAny().get());
  }
}
