package org.reimzul.controller.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;

class KilledGatewayIT {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int KILLED = 137;
  private static final List<String> POINTS =
      List.of(
          "gateway.message.taken",
          "gateway.event.put",
          "gateway.job.put",
          "gateway.place.put",
          "gateway.answer.put",
          "gateway.refusal.recorded",
          "gateway.refusal.told",
          "gateway.message.served",
          "gateway.message.acked");

  @TempDir Path dir;

  @Test
  void a_gateway_that_is_away_and_then_killed_at_every_point_makes_one_build_of_a_request()
      throws Exception {
    try (var broker = new TlsBroker(dir);
        var farm = new TestFarm(dir, true);
        var alice = new Remote(broker, "alice")) {
      Path ini = dir.resolve("reimzul.ini");
      Files.writeString(
          ini, farm.ini().replace("[controller]", "[controller]\n" + switches()) + broker.ini());
      Path points = dir.resolve("points");
      Files.createDirectories(points.resolve("arm"));
      try (ServerProcess daemon = launch(ini, points)) {
        Await.until(
            SOON,
            "the gateway to have subscribed",
            () -> {
              alice.submit(Remote.request("alice", "warm-up"));
              return farm.waiting("source") > 0;
            });
        alice.submit(Remote.request("alice", "r-0")); // behind every repetition of the first
        alice.await("r-0", "ACCEPTED");
        farm.awaitRecorded();
        daemon.kill();
      }
      farm.take("source");
      farm.take("source");

      alice.submit(Remote.request("alice", "r-1"));
      alice.submit(Remote.request("alice", "r-2").replace("hello", "../hello"));
      for (String point : POINTS) {
        Files.createFile(points.resolve("arm").resolve(point));
      }
      while (!armed(points).isEmpty()) {
        try (ServerProcess daemon = launch(ini, points)) {
          assertThat(daemon.awaitExit(SOON)).as("%s", armed(points)).isEqualTo(KILLED);
        }
      }
      try (ServerProcess daemon = launch(ini, points)) {
        alice.submit(Remote.request("alice", "r-3"));
        alice.await("r-3", "ACCEPTED");
        alice.await("r-2", "REFUSED");
        assertThat(daemon.isAlive()).isTrue();
      }
      // accepted, or how it stands when it is delivered once more
      assertThat(alice.of("r-1"))
          .isNotEmpty()
          .extracting(RequestNews::build)
          .containsOnly(Optional.of(BuildId.ofRequest("alice", "r-1")));
      List<BuildId> builds = List.of(taken(farm), taken(farm));
      assertThat(builds)
          .containsExactlyInAnyOrder(
              BuildId.ofRequest("alice", "r-1"), BuildId.ofRequest("alice", "r-3"));
      assertThat(farm.waiting("source")).isZero();
    }
  }

  /** Only what answers: the others are not killed here. */
  private static String switches() {
    return "web = no\nreconciler = no\norder = no";
  }

  private static BuildId taken(TestFarm farm) throws Exception {
    byte[] body = farm.take("source").getBytes(StandardCharsets.UTF_8);
    return SourceRequest.decode(body).requireBuildId();
  }

  private static List<String> armed(Path points) throws Exception {
    try (Stream<Path> armed = Files.list(points.resolve("arm"))) {
      return armed.map(point -> point.getFileName().toString()).toList();
    }
  }

  private ServerProcess launch(Path ini, Path points) {
    return TestFarm.launch(dir, ini, List.of("-D" + CrashPoint.PROPERTY + "=" + points));
  }
}
