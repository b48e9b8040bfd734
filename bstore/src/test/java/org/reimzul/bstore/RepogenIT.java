package org.reimzul.bstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Farm;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Status;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.core.queue.Tubes;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.Programs;

/** One repogen worker, as its users run it. */
class RepogenIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @TempDir Path dir;
  private Farm farm;

  @BeforeEach
  void start() throws Exception {
    farm = new Farm(dir);
  }

  @AfterEach
  void stop() {
    farm.repogen().kill(); // an orderly end takes seconds, and another test shows it
    farm.close();
  }

  private String dnf(String... args) throws Exception {
    List<String> argv = new ArrayList<>(List.of(Programs.require("dnf").toString(), "--quiet"));
    Path cache = dir.resolve("dnf");
    argv.addAll(
        List.of(
            "--disablerepo=*",
            "--repofrompath=reimzul," + farm.repogen().baseUrl() + "/repo/el9.x86_64/",
            "--enablerepo=reimzul",
            "--nogpgcheck",
            "--refresh",
            "--releasever=9",
            "--installroot=" + dir.resolve("installroot"),
            "--setopt=cachedir=" + cache,
            "--setopt=logdir=" + cache,
            "--setopt=persistdir=" + cache,
            "--assumeyes"));
    argv.addAll(List.of(args));
    return new ProcessRunner().capture(Command.of(argv));
  }

  @Test
  void a_target_has_a_repository_at_start_and_dnf_installs_what_is_announced() throws Exception {
    farm.repogen().launch();
    farm.repogen().awaitUp();
    Await.until(LIMIT, "the first repodata", () -> farm.listed().isEmpty());
    assertThat(dnf("repoquery", "hello")).isBlank();

    Attempt attempt = farm.hand(Attempt.of("hello"));
    BuildEvent end = farm.notifications().end(attempt.build());
    assertThat(farm.listed()).hasSize(3);
    assertThat(end.status()).isEqualTo(Status.SUCCESS);
    assertThat(end.encode()).isEqualTo(attempt.result().encode());
    assertThat(dnf("repoquery", "hello")).contains("hello-0:1.0-1.noarch");
    dnf("install", "hello-libs");
    assertThat(dir.resolve("installroot/usr/share/hello/libs")).hasContent("hello");
    byte[] record = farm.fetch("commits/" + attempt.build());
    assertThat(new String(record, StandardCharsets.UTF_8)).contains(attempt.id().token().value());
  }

  @Test
  void what_is_malformed_is_buried_with_an_event_and_the_next_job_done_at_once() throws Exception {
    farm.repogen().launch();
    farm.repogen().awaitUp();
    byte[] rubbish = new byte[65_535];
    new Random(1).nextBytes(rubbish);
    List<byte[]> bad = new ArrayList<>(List.of(rubbish));
    for (String text :
        List.of(
            "not json",
            "[1]",
            "{}",
            "{\"target\":7}",
            "{\"target\":\"../../etc\"}",
            "{\"target\":\"no.such.target\"}")) {
      bad.add(text.getBytes(StandardCharsets.UTF_8));
    }
    bad.add(Attempt.of("hello").result().encode()); // an upload that isn't there
    for (byte[] body : bad) {
      farm.hint(body);
    }
    Attempt set = Attempt.of("hello").manifest(farm.store(), new byte[] {'{'});
    farm.hint(set.result().encode());
    Attempt good = farm.hand(Attempt.of("hello"));
    assertThat(farm.notifications().end(good.build()).status()).isEqualTo(Status.SUCCESS);
    assertThat(farm.queue().statsTube(Tubes.CREATEREPO).orElseThrow().currentJobsBuried())
        .isEqualTo(bad.size() + 1);
    List<String> reasons = new ArrayList<>();
    for (byte[] body : farm.events().all()) {
      FarmEvent event = FarmEvent.decode(body);
      assertThat(event.kind()).isEqualTo(EventKind.REJECTED);
      reasons.add(event.reason().orElseThrow());
    }
    // the one whose manifest is malformed is told twice: the upload is, and its message
    assertThat(reasons).hasSize(bad.size() + 2).doesNotContain("");
    assertThat(farm.repogen().process().isAlive()).isTrue();
  }

  @Test
  void an_admins_request_makes_the_metadata_again() throws Exception {
    farm.repogen().launch();
    Await.until(LIMIT, "the first repodata", () -> farm.listed().isEmpty());
    Path first = farm.repository().resolve("repodata").toRealPath();
    farm.hint("{\"target\":\"el9.x86_64\"}".getBytes(StandardCharsets.UTF_8));
    Await.until(
        LIMIT,
        "another generation",
        () -> !farm.repository().resolve("repodata").toRealPath().equals(first));
  }
}
