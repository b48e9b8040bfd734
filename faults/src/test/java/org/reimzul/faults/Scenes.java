package org.reimzul.faults;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.reimzul.jbeanstalk.TubeName;

/** What happens to the farms: each does what one fault can't stand, and a sound farm can. */
final class Scenes {
  /** Long enough for a retry or two, and short against every deadline. */
  private static final Duration OUTAGE = Duration.ofSeconds(4);

  private Scenes() {}

  static void worker_dies_building(Stage stage) throws Exception {
    stage.arm("worker.attempt.works");
    stage.submit("good", 1);
    stage.awaitCrash("worker.attempt.works");
  }

  static void rsyncd_is_away(Stage stage) throws Exception {
    try (Outage outage = stage.refuse("rsync")) {
      List<String> builds = stage.submit("good", 2);
      for (String build : builds) {
        stage.awaitLog("worker", build + "\\.\\w+: Success; uploading");
      }
      outage.last(OUTAGE);
    }
  }

  /** We hold the lock, as a repogen worker on another machine would. */
  static void repogen_is_busy(Stage stage) throws Exception {
    Path lock = stage.bstore("state/targets/" + Stage.TARGET + "/lock");
    try (FileChannel file =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = Objects.requireNonNull(file.tryLock())) {
      stage.submit("good", 3);
      stage.await("the results to be taken in", () -> stage.taken() && held.isValid());
    }
  }

  static void repogen_dies_publishing(Stage stage) throws Exception {
    stage.arm("bstore.publish.locked");
    stage.submit("good", 1);
    stage.awaitCrash("bstore.publish.locked");
  }

  static void build_fails_late(Stage stage) throws Exception {
    stage.submit("half", 1);
  }

  static void scratch(Stage stage) throws Exception {
    stage.submitScratch("good");
  }

  static void controller_dies_recording(Stage stage) throws Exception {
    stage.arm("controller.mail.sent");
    stage.submit("good", 1);
    stage.awaitCrash("controller.mail.sent");
  }

  static void broker_is_away(Stage stage) throws Exception {
    try (Outage outage = stage.refuse("mosquitto")) {
      stage.submit("good", 2);
      stage.await("the results to be recorded", stage::mailed);
      outage.last(OUTAGE);
    }
  }

  /** The log is sent before the packages, and takes a while. */
  static void upload_is_cut(Stage stage) throws Exception {
    stage.submit("loud", 1);
    Path incoming = stage.bstore("incoming");
    while (!manifest(incoming)) {
      Thread.sleep(1);
    }
    try (Outage outage = stage.refuse("rsync")) {
      outage.last(OUTAGE);
    }
  }

  private static boolean manifest(Path incoming) throws Exception {
    try (Stream<Path> uploads = Files.list(incoming)) {
      return uploads.anyMatch(upload -> Files.exists(upload.resolve("manifest.json")));
    }
  }

  /** All workers are given one at the same moment. */
  static void same_package_in_one_second(Stage stage) throws Exception {
    TubeName tube = TubeName.of("x86_64");
    stage.queue(client -> client.pauseTube(tube, Duration.ofMinutes(1)));
    for (int i = 0; i < 4; i++) {
      stage.submitAgain("good");
    }
    stage.queue(client -> client.pauseTube(tube, Duration.ZERO));
  }
}
