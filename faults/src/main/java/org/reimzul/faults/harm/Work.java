package org.reimzul.faults.harm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.Manifest;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Role;
import org.reimzul.faults.watch.Queue;

/** What somebody is doing at this moment: a phase, or empty when nothing would be hurt. */
public final class Work {
  private static final List<String> RECORDED =
      List.of("notify", "events", "notify-record", "after", "notify-mqtt", "notify-mail");

  private final Lab lab;
  private final Queue queue;

  /** Looks at this farm. */
  public Work(Lab lab, Queue queue) {
    this.lab = lab;
    this.queue = queue;
  }

  /** The phase of a role. */
  public Optional<String> of(Role role) {
    return switch (role.kind()) {
      case "worker" -> worker(role);
      case "controller" -> when(queue.works(RECORDED), "recording");
      case "repogen" -> repogen();
      case "signer" -> when(queue.works(List.of("tosign")), "signing");
      case "beanstalkd" -> when(queue.works(List.of("x86_64")), "serving jobs");
      case "mosquitto" -> when(queue.works(List.of("notify-mqtt")), "announcing");
      case "rsyncd" -> when(!Processes.of("rsync -rt ").isEmpty(), "uploading");
      default -> Optional.empty();
    };
  }

  private static Optional<String> when(boolean busy, String phase) {
    return busy ? Optional.of(phase) : Optional.empty();
  }

  private Optional<String> worker(Role role) {
    String instance = role.name().substring(role.name().indexOf('-') + 1);
    Path dir = lab.place().instance(role.machine().name(), instance);
    return children(dir).stream().filter(Work::isAttempt).findFirst().flatMap(Work::attempt);
  }

  private static Optional<String> attempt(Path attempt) {
    Path result = attempt.resolve("result");
    if (Files.exists(attempt.resolve("ended")) || !Files.exists(attempt)) {
      return Optional.empty();
    }
    if (Files.exists(result.resolve(Manifest.FILE_NAME))) {
      return Optional.of("uploading");
    }
    return Optional.of(children(result).isEmpty() ? "preparing" : "building");
  }

  /** Bstore's steps, the last one first, as its state is shared by several processes. */
  private Optional<String> repogen() {
    Path root = lab.place().bstore();
    if (children(root.resolve("work")).stream().anyMatch(Work::isAttempt)) {
      return Optional.of("committing");
    }
    for (String target : Lab.TARGETS) {
      if (!children(root.resolve("state/targets").resolve(target).resolve("dirty")).isEmpty()) {
        return Optional.of("publishing");
      }
    }
    if (!children(root.resolve("state/outbox")).isEmpty()) {
      return Optional.of("announcing");
    }
    return when(queue.works(List.of("createrepo", "bstore")), "receiving");
  }

  private static boolean isAttempt(Path path) {
    try {
      AttemptId.parse(path.getFileName().toString().replaceAll("\\.json$", ""));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<Path> children(Path dir) {
    try (Stream<Path> paths = Files.list(dir)) {
      return paths.toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of(); // not there (any more)
    }
  }
}
