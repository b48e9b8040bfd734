package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Status;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;

/** What becomes of builds that the infrastructure fails. */
class RetryIT {
  private static final TubeName TUBE = TubeName.of("x86_64");
  private static final String NEWER = "{\"v\":2,\"who\":\"knows\"}";

  @TempDir Path dir;
  private TestFarm farm;
  private RunningWorker worker;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    Files.writeString(dir.resolve("kill"), "");
  }

  @AfterEach
  void stop() throws Exception {
    worker.close();
    farm.close();
  }

  private void work(String retry) throws Exception {
    worker = farm.runWorker("builder = rpmbuild\nhost = alpha\n[retry]\n" + retry);
  }

  private Path mortal() throws Exception {
    return Srpms.make("mortal", farm.incoming(), dir);
  }

  private FarmEvent retried() throws Exception {
    return farm.takeEvent(EventKind.QUEUED);
  }

  @Test
  void the_job_goes_again_later_with_its_count_and_otherwise_as_it_was() throws Exception {
    BuildJob job =
        Jobs.of(mortal().getFileName().toString(), "x86_64", "el9.x86_64")
            .withExtra(Map.of("colour", org.reimzul.core.job.Json.object().textNode("blue")));
    try (Beanstalk client = farm.connect()) {
      client.put(TUBE, job.encode(), Priority.of(77), Duration.ZERO, Duration.ofSeconds(4));
      work("first = 100s");

      FarmEvent event = retried();

      assertThat(event.build()).isEqualTo(job.buildId());
      assertThat(event.reason().orElseThrow()).contains("rpmbuild was killed");
      assertThat(event.data().path("tube").asText()).isEqualTo("x86_64");
      assertThat(event.data().path("retries").asInt()).isEqualTo(1);
      assertThat(event.data().path("delay").asInt()).isEqualTo(100);
      long id = event.data().path("queue_id").asLong();
      JobStats stats = client.statsJob(id).orElseThrow();
      assertThat(stats.tube()).isEqualTo(TUBE);
      assertThat(stats.pri()).isEqualTo(Priority.of(77));
      assertThat(stats.delay()).isEqualTo(Duration.ofSeconds(100));
      BuildJob again = BuildJob.decode(client.peek(id).orElseThrow().body());
      assertThat(again).isEqualTo(job.withTries(new Tries(1, List.of("alpha"))));
      Await.until(TestFarm.SOON, "the old job to go", () -> farm.jobs() == 1);
    }
  }

  @Test
  void a_job_of_an_original_submitter_stays_the_same_build() throws Exception {
    mortal();
    farm.put(
        """
        {"srpm":"mortal-1.0-1.el9.src.rpm","arch":"x86_64","target":"el9.x86_64",\
        "disttag":".el9"}\
        """
            .getBytes(StandardCharsets.UTF_8));
    work("first = 100s");
    FarmEvent leased = farm.takeEvent(EventKind.ATTEMPT);

    FarmEvent event = retried();

    assertThat(event.build()).isEqualTo(leased.build());
    try (Beanstalk client = farm.connect()) {
      byte[] body = client.peek(event.data().path("queue_id").asLong()).orElseThrow().body();
      assertThat(BuildJob.decode(body).buildId()).isEqualTo(leased.build());
    }
  }

  @Test
  void is_built_once_the_infrastructure_works() throws Exception {
    work("first = 1s");
    farm.submit(mortal(), Optional.empty());
    retried();

    Files.delete(dir.resolve("kill"));

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
    farm.awaitSettled();
  }

  @Test
  void after_so_many_failures_a_person_decides() throws Exception {
    work("first = 1s\nattempts = 2");
    BuildJob job = farm.submit(mortal(), Optional.empty());

    assertThat(retried().data().path("retries").asInt()).isEqualTo(1);
    FarmEvent held = farm.takeEvent(EventKind.HELD);

    assertThat(held.build()).isEqualTo(job.buildId());
    assertThat(held.reason().orElseThrow())
        .contains(
            "2 times", "alpha", "rpmbuild was killed", "reimzul retry " + job.buildId().get());
    assertThat(held.data().path("tube").asText()).isEqualTo("held");
    assertThat(held.data().path("retries").asInt()).isEqualTo(2);
    farm.awaitSettled();
    try (Beanstalk client = farm.connect()) {
      byte[] body = client.peek(held.data().path("queue_id").asLong()).orElseThrow().body();
      assertThat(BuildJob.decode(body)).isEqualTo(job.withTries(new Tries(2, List.of("alpha"))));
      assertThat(client.statsTube(Tubes.HELD).orElseThrow().currentJobsReady()).isEqualTo(1);
    }
  }

  @Test
  void a_newer_commit_says_that_the_build_has_ended() throws Exception {
    BuildJob job = farm.submit(mortal(), Optional.empty());
    Files.writeString(farm.commits().resolve(job.requireBuildId().value()), NEWER);
    work("");

    farm.awaitSettled();

    assertThat(dir.resolve("started")).doesNotExist();
  }

  @Test
  void a_newer_entry_of_its_journal_keeps_no_worker_from_starting() throws Exception {
    Files.delete(dir.resolve("kill"));
    BuildJob job = farm.submit(mortal(), Optional.empty());
    Path own = Files.createDirectories(farm.work().resolve("1/journal")).getParent();
    Files.createDirectory(own.resolve(job.requireBuildId() + "." + AttemptToken.mint()));
    Files.writeString(own.resolve("journal").resolve(job.requireBuildId().value()), NEWER);
    work("");

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
    farm.awaitSettled();
  }

  @Test
  void a_newer_message_is_left_for_a_newer_worker() throws Exception {
    work("");
    long id = farm.put(NEWER.getBytes(StandardCharsets.UTF_8));

    try (Beanstalk client = farm.connect()) {
      Await.until(
          TestFarm.SOON,
          "the job to be delayed",
          () -> client.statsJob(id).orElseThrow().state() == JobStats.State.DELAYED);
      assertThat(client.statsTube(TUBE).orElseThrow().currentJobsBuried()).isZero();
    }
  }
}
