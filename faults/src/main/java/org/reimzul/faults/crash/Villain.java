package org.reimzul.faults.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Manifest;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Link;
import org.reimzul.faults.lab.Role;
import org.reimzul.faults.load.Noise;
import org.reimzul.faults.watch.Queue;
import org.reimzul.jbeanstalk.BeanstalkException;

/** Does what happens rarely: takes messages away, uploads rubbish, ends and stops processes. */
public final class Villain {
  private static final List<String> LOSABLE = List.of("x86_64", "tosign", "after");

  private final Lab lab;
  private final Thief thief;
  private final Noise noise;

  /** Of this farm. */
  public Villain(Lab lab, Queue queue, Noise noise) {
    this.lab = lab;
    this.thief = new Thief(queue);
    this.noise = noise;
  }

  /** One deed. */
  void act(Random random) throws IOException {
    switch (random.nextInt(9)) {
      case 0 -> worker(random).kill(random.nextBoolean());
      case 1 -> one(random, role -> !role.server()).signal("TERM");
      case 2 -> one(random, role -> !role.server()).kill(false);
      case 3 -> thief.takeOne(LOSABLE.get(random.nextInt(LOSABLE.size())));
      case 4, 5, 6 -> lab.links().stream().filter(Villain::queue).forEach(Link::reset);
      case 7 -> poison();
      default -> rubbish();
    }
  }

  /** As systemctl does. */
  void stopWorker(Random random) {
    worker(random).signal("TERM");
  }

  private Role worker(Random random) {
    return one(random, role -> role.kind().equals("worker"));
  }

  private static boolean queue(Link link) {
    return link.name().equals("beanstalkd");
  }

  private Role one(Random random, Predicate<Role> which) {
    List<Role> roles = lab.roles().stream().filter(which).toList();
    return roles.get(random.nextInt(roles.size()));
  }

  private void poison() {
    try {
      noise.poison();
    } catch (BeanstalkException e) {
      // not this time
    }
  }

  /** Takes messages out of the queue. */
  Thief thief() {
    return thief;
  }

  void stop(String role) {
    lab.role(role).signal("STOP");
  }

  void goOn(String role) {
    lab.role(role).signal("CONT");
  }

  /** True if a worker has sent something of this build. */
  boolean uploaded(String build) {
    try (Stream<Path> uploads = Files.list(lab.place().bstore().resolve("incoming"))) {
      return uploads.anyMatch(path -> path.getFileName().toString().startsWith(build + "."));
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }

  void stopBstore() {
    stop("repogen1");
    stop("repogen2");
  }

  void goOnBstore() {
    goOn("repogen1");
    goOn("repogen2");
  }

  /** Bstore's second process stands still while it makes this target's metadata; if it does. */
  void hangWhilePublishing(String target, Duration patience, Duration hang)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Role role = lab.role("repogen2");
    while (System.nanoTime() - end < 0) {
      boolean publishes =
          ProcessHandle.of(role.pid()).stream()
              .flatMap(ProcessHandle::children)
              .anyMatch(child -> child.info().commandLine().orElse("").contains(target));
      if (publishes) {
        role.signal("STOP");
        Thread.sleep(hang.toMillis());
        role.signal("CONT");
        return;
      }
      Thread.sleep(2);
    }
  }

  private void rubbish() throws IOException {
    var id = new AttemptId(BuildId.mint(Clock.systemUTC().instant()), AttemptToken.mint());
    Path upload = lab.place().bstore().resolve("incoming").resolve(id.toString());
    Files.createDirectories(upload);
    Files.writeString(
        upload.resolve(Manifest.FILE_NAME), "{\"v\": 1, \"this\": \"is no manifest\"}");
  }
}
