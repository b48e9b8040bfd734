package org.reimzul.controller.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.Messages;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;

/** A controller that dies between any two of its effects. */
class CrashPointsIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int BUILDS = 6;

  private static final List<String> POINTS =
      List.of(
          "controller.notify.tosign",
          "controller.notify.forwarded",
          "controller.history.demoted",
          "controller.record.history",
          "controller.record.build",
          "controller.dispatch.recorded",
          "controller.dispatch.mail",
          "controller.events.recorded",
          "controller.mail.sent");

  @TempDir Path dir;

  @Test
  void what_it_had_begun_is_complete_when_it_runs_again() throws Exception {
    Path crashes = dir.resolve("crashes");
    Files.createDirectories(crashes.resolve("arm"));
    for (String point : POINTS) {
      Files.createFile(crashes.resolve("arm").resolve(point));
    }
    try (var server = new ScriptedSmtp(0);
        var farm = new TestFarm(dir, true)) {
      Path ini = dir.resolve("reimzul.ini");
      Files.writeString(ini, farm.ini() + mail(server));
      Set<String> builds = new TreeSet<>();
      for (int i = 0; i < BUILDS; i++) {
        String build = BuildId.mint(Instant.now()).value();
        farm.put("notify", Messages.ours("Building", build, "00112233445566aa", ""));
        farm.put("notify", Messages.ours("Success", build, "00112233445566aa", ""));
        farm.put("events", Messages.ended(build, "WITHDRAWN"));
        builds.add(build);
      }
      List<String> options = List.of("-D" + CrashPoint.PROPERTY + "=" + crashes);
      while (anyArmed(crashes)) { // two threads may come to theirs at once
        try (ServerProcess daemon = TestFarm.launch(dir, ini, options)) {
          assertThat(daemon.awaitExit(SOON)).isEqualTo(137);
        }
      }
      try (ServerProcess daemon = TestFarm.launch(dir, ini, options)) {
        farm.awaitRecorded();
        farm.awaitDrained("notify-mail");
        assertThat(daemon.isAlive()).isTrue();
      }
      assertComplete(farm, server, builds);
    }
  }

  private static boolean anyArmed(Path crashes) throws IOException {
    try (Stream<Path> armed = Files.list(crashes.resolve("arm"))) {
      return armed.findAny().isPresent();
    }
  }

  private static String mail(ScriptedSmtp server) {
    return "[mail]\nhost = 127.0.0.1\nport = %d\nfrom = farm@example.org\nto = list@example.org\n"
        .formatted(server.port());
  }

  private static void assertComplete(TestFarm farm, ScriptedSmtp server, Set<String> builds)
      throws Exception {
    assertThat(farm.all("builds"))
        .extracting(d -> d.getString("_id") + d.getString("state"))
        .containsExactlyInAnyOrderElementsOf(
            builds.stream().map(build -> build + "WITHDRAWN").toList());
    assertThat(farm.all("notify_history"))
        .extracting(d -> d.getString("build_id") + d.getString("status"))
        .containsExactlyInAnyOrderElementsOf(
            builds.stream().flatMap(b -> List.of(b + "Done", b + "Success").stream()).toList());
    assertThat(farm.all("notify_history"))
        .filteredOn(d -> Boolean.TRUE.equals(d.get("latest_build")))
        .hasSize(1);
    Set<String> signed = new TreeSet<>();
    while (farm.waiting("tosign") > 0) {
      signed.add(Document.parse(farm.take("tosign")).getString("build_id"));
    }
    assertThat(signed).isEqualTo(builds);
    List<String> mails = new ArrayList<>();
    for (ScriptedSmtp.Taken mail : server.taken) {
      mails.add(mail.parsed().getMessageID().replaceAll("^<|\\..*$", ""));
    }
    assertThat(new TreeSet<>(mails)).isEqualTo(builds);
    Await.until(SOON, "nothing to be left", () -> farm.waiting("notify-record") == 0);
  }
}
