package org.reimzul.bstore.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.Inbox;
import org.reimzul.bstore.lab.Rpms;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.SigningRequest;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.BeanstalkServer;
import org.reimzul.testkit.ServerProcess;

/** A signer that is halted at every crash point. */
class SignerCrashIT {
  private static final List<String> POINTS =
      List.of(
          "signer.stage.copied",
          "signer.stage.moved",
          "signer.stage.collected",
          "signer.stage.announced");

  @TempDir Path dir;
  private Bench bench;
  private BeanstalkServer beanstalkd;
  private ServerProcess signer;

  @BeforeEach
  void start() {
    bench = Bench.in(dir.resolve("root"));
    beanstalkd = BeanstalkServer.start(dir.resolve("queue"));
  }

  @AfterEach
  void stop() {
    signer.kill();
    signer.close();
    beanstalkd.close();
  }

  private void launch() throws Exception {
    Path config =
        Files.writeString(
            dir.resolve("reimzul.ini"),
            "[beanstalkd]\nurl = %s\n[bstore]\nroot = %s\n"
                .formatted(beanstalkd.url(), dir.resolve("root")));
    signer =
        ServerProcess.start(
            "signer",
            dir.resolve("signer.log"),
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dreimzul.crash_points=" + dir.resolve("points"),
                "-cp",
                System.getProperty("java.class.path"),
                "org.reimzul.bstore.SignerMain",
                "--config",
                config.toString()));
  }

  @Test
  void a_halt_anywhere_stages_everything_once() throws Exception {
    Path arm = Files.createDirectories(dir.resolve("points/arm"));
    BuildEvent built = bench.publish(Attempt.of("hello")).result();
    var request =
        new SigningRequest(
            built.pkgname(),
            built.status(),
            built.job().target(),
            built.job().arch(),
            built.timestamp(),
            built.job().buildId(),
            Optional.empty());
    try (Beanstalk queue = Inbox.connect(beanstalkd);
        Inbox events = new Inbox(beanstalkd, Tubes.EVENTS)) {
      queue.put(Tubes.TOSIGN, request.encode(), Tubes.BUILD, Duration.ZERO, Tubes.TTR);
      for (String point : POINTS) {
        Files.createFile(arm.resolve(point));
        launch();
        Await.until(Duration.ofSeconds(30), "a halt at " + point, () -> !signer.isAlive());
        signer.close();
      }
      launch();
      events.event(event -> event.kind() == EventKind.STAGED);
      Await.until(
          Duration.ofSeconds(30),
          "the request to be done",
          () -> queue.statsTube(Tubes.TOSIGN).map(t -> t.currentJobsReady()).orElse(0L) == 0);
    }
    Path staged = bench.store().toSign(Bench.TARGET);
    assertThat(staged.toFile().list()).hasSize(3);
    for (Path rpm : Rpms.of("hello")) {
      assertThat(staged.resolve(rpm.getFileName())).hasSameBinaryContentAs(rpm);
    }
  }
}
