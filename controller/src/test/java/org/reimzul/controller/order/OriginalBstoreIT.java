package org.reimzul.controller.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.TestBstore;
import org.reimzul.controller.TestBuilds;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.AlreadyPublished;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.Status;
import org.reimzul.testkit.Await;

/** Builds that wait for others while bstore is still the original's, which keeps no commits. */
class OriginalBstoreIT {
  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir static Path dir;
  private static TestBstore bstore;
  private static TestFarm farm;
  private static TestBuilds builds;

  private final BuildJob parent = TestBuilds.job();
  private final BuildJob child = TestBuilds.job().withAfter(List.of(parent.requireBuildId()));

  @BeforeAll
  static void start() throws Exception {
    bstore = new TestBstore(dir.resolve("bstore"));
    Files.delete(dir.resolve("bstore/commits"));
    String ini = "[controller]\nweb = no\nreconciler = no\n[bstore]\nbase_url = " + bstore.url();
    farm = new TestFarm(dir, true);
    farm.start(ini + "\n");
    builds = new TestBuilds(farm);
  }

  @AfterAll
  static void stop() {
    builds.close();
    farm.close();
    bstore.close();
  }

  private void tellResult(Status status) throws Exception {
    farm.put("notify", TestBuilds.result(parent, status, Optional.empty()).encode());
  }

  private void awaitLetGo() {
    Await.until(
        SOON,
        "the job at its workers",
        () ->
            builds.queued().getOrDefault(child.requireBuildId(), List.of()).stream()
                .anyMatch(place -> place.tube().value().equals("x86_64")));
  }

  @Test
  void a_build_starts_when_the_record_has_the_success_of_the_one_it_waits_for() throws Exception {
    builds.submit(parent);
    builds.submit(child);
    farm.awaitRecorded();
    tellResult(Status.SUCCESS);
    awaitLetGo();
  }

  @Test
  void a_build_is_called_off_when_the_record_has_the_failure_of_the_one_it_waits_for()
      throws Exception {
    builds.submit(parent);
    tellResult(Status.FAILED);
    builds.submit(child);
    var asked = (BstoreRequest.End) BstoreRequest.decode(farm.take("bstore").getBytes(UTF_8));
    assertThat(asked.end().build()).isEqualTo(child.requireBuildId());
    assertThat(asked.end().reason())
        .isEqualTo("build " + parent.requireBuildId() + " is " + EndState.FAILED.word());
  }

  @Test
  void a_skipped_build_that_is_published_already_counts_as_published() throws Exception {
    builds.submit(parent);
    BuildId other = BuildId.mint(Instant.now());
    builds.tell(
        TestBuilds.event(EventKind.ENDED, parent, AlreadyPublished.reason(other))
            .with("job", parent.toJson())
            .with("state", EndState.SKIPPED.name()));
    builds.submit(child);
    awaitLetGo();
  }
}
