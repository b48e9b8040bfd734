package org.reimzul.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.reimzul.controller.TestBuilds;
import org.reimzul.controller.TestRequests;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.Notice;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;

/** Builds that are still, or were once, remote requests. */
class LostRequestIT extends WithReconciler {
  private static final String COMMIT = "c56b744c9b851f31294d2b2eb25c01e597901baa";

  private final SourceRequest request = TestRequests.hello(job.buildId(), Optional.of("r-1"));

  private void tellSubmitted() throws Exception {
    builds.tell(
        TestBuilds.event(EventKind.SUBMITTED, job, null)
            .with("job", request.toJson())
            .with("priority", Tubes.BUILD.value()));
  }

  private void tellPlace(TubeName tube, long id, FarmJob put) throws Exception {
    builds.tell(
        TestBuilds.event(EventKind.QUEUED, job, null)
            .with("tube", tube.value())
            .with("queue_id", id)
            .with("job", put.toJson()));
  }

  private FarmJob putAgain(TubeName tube) throws Exception {
    JobStats again = builds.awaitQueued(job);
    assertThat(again.tube()).isEqualTo(tube);
    Job put = builds.queue.peek(again.id()).orElseThrow();
    return FarmJob.decode(put.body());
  }

  @Test
  void a_request_that_is_lost_is_put_again_for_the_commit_that_it_was_settled_on()
      throws Exception {
    tellSubmitted();
    tellPlace(Tubes.SOURCE, 9998, request);
    tellPlace(Tubes.SOURCE, 9999, request.withCommit(COMMIT));
    assertThat(putAgain(Tubes.SOURCE)).isEqualTo(request.withCommit(COMMIT));
    builds.awaitLooks(10);
    assertThat(places()).hasSize(1);
  }

  @Test
  void once_it_has_a_package_its_build_is_put_again() throws Exception {
    tellSubmitted();
    builds.tellAttempt(job, AttemptToken.mint(), AttemptState.LOST);
    BuildJob made =
        request.withCommit(COMMIT).job("hello-1.0-1.src.rpm", "0".repeat(64), ".el9", "u");
    tellPlace(ARCH, 9999, made);
    FarmJob again = putAgain(ARCH);
    assertThat(again).isEqualTo(made.withTries(again.tries()));
    assertThat(recorded().get("request", Document.class)).containsEntry("pkg", "hello");
  }

  @Test
  void a_request_that_stands_in_its_tube_is_left_there_and_its_place_told() throws Exception {
    tellSubmitted();
    long id = builds.put(Tubes.SOURCE, request.encode(), Tubes.BUILD);
    Await.until(
        SOON,
        "its place in the record",
        () -> recorded().get("queue", new Document()).get("id", 0L) == id);
    assertThat(places()).hasSize(1);
  }

  @Test
  void a_lost_request_that_was_called_off_gets_its_end() throws Exception {
    builds.put(
        Notices.cancel(request.requireBuildId()),
        new Notice("jane", java.time.Instant.now(), "canceled by jane").encode(),
        Tubes.BUILD);
    tellSubmitted();
    Job asked =
        Await.value(
            SOON,
            "a request for its end",
            () -> {
              builds.queue.use(Tubes.BSTORE);
              return builds.queue.peekReady();
            });
    var end = ((BstoreRequest.End) BstoreRequest.decode(asked.body())).end();
    assertThat(end.job()).isEqualTo(request.ended());
    bstore.commit(end.job(), end.state(), end.reason());
    builds.queue.delete(asked.id());
    Notices.remove(builds.queue, Notices.cancel(request.requireBuildId()));
  }
}
