package org.reimzul.faults.harm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.Manifest;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Role;
import org.reimzul.faults.watch.Queue;

/** What somebody is doing at this moment: a phase, or empty when nothing would be hurt. */
public final class Work {
  private static final List<String> RECORDED =
      List.of("notify", "events", "notify-record", "after", "notify-mqtt", "notify-mail");

  /** The time that the kernel tells of a start may be wrong by that; no job comes so soon. */
  private static final Duration START = Duration.ofSeconds(1);

  private final Lab lab;
  private final Queue queue;
  private final BstoreWork bstore;

  /** Looks at this farm. */
  public Work(Lab lab, Queue queue) {
    this.lab = lab;
    this.queue = queue;
    this.bstore = new BstoreWork(lab.place().bstore(), new Locks());
  }

  /** The phase of a role, itself, that lives; it may stand still. */
  public Optional<String> of(Role role) {
    return switch (role.kind()) {
      case "worker" -> worker(role);
      case "controller" -> when(queue.reserves(RECORDED), "recording");
      case "repogen" -> bstore.of(role.pid());
      case "signer" -> when(queue.reserves(List.of("tosign")), "signing");
      case "beanstalkd" -> when(anyBuilds(), "serving jobs");
      case "mosquitto" -> when(announces(), "announcing");
      case "rsyncd" -> when(serves(role), "uploading");
      default -> Optional.empty();
    };
  }

  /** A job that is reserved is work for the way to the queue, though nothing passes. */
  boolean holdsJobs() {
    return queue.reserves(List.of("x86_64"));
  }

  /** While the broker is away a result stays reserved, too. */
  private boolean announces() {
    return queue.reserves(List.of("notify-mqtt"))
        && lab.links().stream()
            .anyMatch(link -> link.name().equals("mosquitto") && link.connected());
  }

  /** The queue keeps their jobs for them; it can't be asked while it stands still. */
  private boolean anyBuilds() {
    return lab.roles().stream()
        .filter(role -> role.kind().equals("worker") && role.alive())
        .anyMatch(role -> worker(role).isPresent());
  }

  private static boolean serves(Role role) {
    return ProcessHandle.of(role.pid()).stream()
        .flatMap(ProcessHandle::children)
        .anyMatch(Processes::lives);
  }

  private static Optional<String> when(boolean busy, String phase) {
    return busy ? Optional.of(phase) : Optional.empty();
  }

  private Optional<String> worker(Role role) {
    String instance = role.name().substring(role.name().indexOf('-') + 1);
    Path dir = lab.place().instance(role.machine().name(), instance);
    Optional<Instant> start =
        ProcessHandle.of(role.pid()).flatMap(process -> process.info().startInstant());
    return Look.into(dir).stream()
        .filter(Work::isAttempt)
        .filter(attempt -> start.isPresent() && isNewer(attempt, start.get().plus(START)))
        .findFirst()
        .flatMap(Work::attempt);
  }

  /** What its predecessor has left is not its work. */
  private static boolean isNewer(Path attempt, Instant start) {
    try {
      return Files.getLastModifiedTime(attempt).toInstant().isAfter(start);
    } catch (IOException e) {
      return false; // it has just been removed
    }
  }

  private static Optional<String> attempt(Path attempt) {
    Path result = attempt.resolve("result");
    if (Files.exists(attempt.resolve("ended")) || !Files.exists(attempt)) {
      return Optional.empty();
    }
    if (Files.exists(result.resolve(Manifest.FILE_NAME))) {
      return Optional.of("uploading");
    }
    return Optional.of(Look.into(result).isEmpty() ? "preparing" : "building");
  }

  private static boolean isAttempt(Path path) {
    try {
      AttemptId.parse(path.getFileName().toString().replaceAll("\\.json$", ""));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
