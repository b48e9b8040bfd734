package org.reimzul.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.reimzul.controller.TestBuilds;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.Status;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;

class LastStatesIT extends WithReconciler {
  @Test
  void a_failure_that_nobody_heard_of_is_told_and_not_built_again() throws Exception {
    long id = builds.submit(job);
    farm.delete(id);
    bstore.commit(job, Status.FAILED, Instant.now());
    awaitState("FAILED");
    assertThat(recorded().getString("reason")).isEqualTo("it does not compile");
    assertThat(places()).isEmpty();
  }

  @Test
  void a_success_that_nobody_heard_of_is_told_only_when_the_repository_has_it() throws Exception {
    Instant committed = Instant.now();
    bstore.repodata(TestBuilds.TARGET, committed.plusSeconds(5), Optional.empty());
    BuildEvent result = bstore.commit(job, Status.SUCCESS, committed);
    long id = builds.submit(job);
    farm.delete(id);
    assertThat(farm.take("createrepo")).contains("\"" + TestBuilds.TARGET + "\"");
    assertThat(recorded().getString("state")).isEqualTo("QUEUED");
    bstore.repodata(TestBuilds.TARGET, committed.plusSeconds(5), Optional.of(result));
    awaitState("PUBLISHED");
    assertThat(farm.take("tosign")).contains(result.timestamp());
    assertThat(places()).isEmpty();
    while (farm.waiting("createrepo") > 0) {
      farm.take("createrepo");
    }
  }

  @Test
  void a_success_whose_packages_were_replaced_since_is_told() throws Exception {
    Instant committed = Instant.now();
    bstore.repodata(TestBuilds.TARGET, committed.plusSeconds(90), Optional.empty());
    bstore.commit(job, Status.SUCCESS, committed);
    farm.delete(builds.submit(job));
    awaitState("PUBLISHED");
    farm.take("tosign");
  }

  @Test
  void a_held_build_that_is_gone_is_held_again() throws Exception {
    BuildJob failed = job.withTries(new Tries(5, List.of()));
    builds.submit(job);
    farm.delete(builds.awaitQueued(job).id());
    builds.tellPlace(EventKind.HELD, failed, Tubes.HELD, 9999);
    JobStats again = builds.awaitQueued(job);
    assertThat(again.tube()).isEqualTo(Tubes.HELD);
    Job put = builds.queue.peek(again.id()).orElseThrow();
    assertThat(BuildJob.decode(put.body()).tries().count()).isEqualTo(5);
    awaitState("HELD");
    assertThat(recorded().getString("reason")).isEqualTo("it failed 5 times");
  }

  @Test
  void a_build_at_an_original_worker_is_held_after_its_deadline_and_not_built_again()
      throws Exception {
    long id = builds.submit(job);
    farm.delete(id);
    var building =
        new BuildEvent(
            job,
            Status.BUILDING,
            "old-builder",
            "1.0-1",
            "hello",
            "20261121080000",
            Optional.empty(),
            Optional.empty());
    farm.put("notify", building.encode());
    awaitState("BUILDING");
    JobStats held = builds.awaitQueued(job);
    assertThat(held.tube()).isEqualTo(Tubes.HELD);
    awaitState("HELD");
    assertThat(recorded().getString("reason"))
        .contains("old-builder", "deadline build", "reimzul retry " + job.requireBuildId());
  }

  @Test
  void a_build_that_waits_too_long_says_why() throws Exception {
    BuildJob rare =
        new BuildJob(
            job.srpm(),
            "s390x",
            "demo.9.s390x",
            job.distTag(),
            false,
            "jane",
            job.buildId(),
            Optional.empty(),
            Map.of());
    builds.tellSubmitted(rare);
    long id = builds.put(TubeName.of("s390x"), rare.encode(), Tubes.NOW);
    builds.tellPlace(EventKind.QUEUED, rare, TubeName.of("s390x"), id);
    Await.until(
        SOON,
        "the reason",
        () ->
            recorded()
                .get("waiting", new Document("reason", ""))
                .getString("reason")
                .contains("deadline queue_wait"));
    assertThat(recorded().get("waiting", Document.class).getString("reason"))
        .contains("tube s390x", "no worker watches this tube");
  }
}
