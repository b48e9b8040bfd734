package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.TubeName;

/** {@code reimzul cancel} before a real queue. */
@Timeout(60)
class CancelIT extends AgainstFarm {
  private static final String USER = System.getProperty("user.name");

  private final BuildJob job = Jobs.tiny();
  private final BuildId build = job.requireBuildId();

  private long put(String tube, BuildJob what) throws Exception {
    return queue.put(TubeName.of(tube), what.encode(), Tubes.BUILD, Duration.ZERO, Tubes.TTR);
  }

  private void recorded(ObjectNode document) {
    record.add(build, document.toString());
  }

  private Ran cancel(String... more) {
    var args = new ArrayList<>(List.of("cancel", build.value()));
    args.addAll(List.of(more));
    return farm.reimzul(args.toArray(String[]::new));
  }

  /** Cancels while bstore commits {@code end} or, without one, what is asked for. */
  private Ran cancelWhileBstoreWorks(Status end) throws Exception {
    var bstores =
        CompletableFuture.runAsync(
            () -> {
              try (Beanstalk own = farm.connect()) {
                var request = (BstoreRequest.End) TinyBstore.take(own);
                if (end != null) {
                  bstore.commit(job, end);
                }
                bstore.commit(request.end());
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    Ran ran = cancel("-m", "wrong branch", "--timeout", "20s");
    bstores.join();
    return ran;
  }

  private boolean noticed() throws Exception {
    return Notices.find(queue, Notices.cancel(build)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"noarch", "held", "after"})
  void takes_a_build_that_waits_out_of_the_queue(String tube) throws Exception {
    long id = put(tube, job);
    recorded(Jobs.document(job, tube.equals("held") ? "HELD" : "QUEUED", tube, id));

    Ran ran = cancelWhileBstoreWorks(null);

    assertThat(ran).isEqualTo(new Ran(0, "Build " + build + " is canceled\n", ""));
    assertThat(queue.peek(id)).isEmpty();
  }

  @Test
  void asks_for_an_end_that_names_who_and_why() throws Exception {
    recorded(Jobs.document(job, "QUEUED", "noarch", put("noarch", job)));

    assertThat(cancel("-m", "wrong branch", "--no-wait").out())
        .isEqualTo("Requested to cancel build " + build + "\n");

    BuildEnd end = ((BstoreRequest.End) TinyBstore.take(queue)).end();
    assertThat(end)
        .returns(job, BuildEnd::job)
        .returns(EndState.CANCELED, BuildEnd::state)
        .returns("canceled by " + USER + ": wrong branch", BuildEnd::reason);
    assertThat(Notices.find(queue, Notices.cancel(build)).orElseThrow().reason())
        .isEqualTo(end.reason());
  }

  @Test
  void leaves_a_job_that_a_worker_has_to_the_worker_and_its_notice() throws Exception {
    long id = put("noarch", job);
    recorded(Jobs.withAttempt(Jobs.document(job, "BUILDING", "noarch", id), "b1"));
    try (Beanstalk worker = farm.connect()) {
      assertThat(worker.reserveJob(id)).isPresent();

      assertThat(cancelWhileBstoreWorks(null).out())
          .isEqualTo("Build " + build + " is canceled; the worker on b1 stops it within seconds\n");

      assertThat(worker.statsJob(id)).isPresent();
      assertThat(noticed()).isTrue();
    }
  }

  @Test
  void leaves_another_job_of_the_recorded_number_alone() throws Exception {
    long id = put("noarch", Jobs.tiny());
    recorded(Jobs.document(job, "QUEUED", "noarch", id));

    assertThat(cancelWhileBstoreWorks(null).exit()).isZero();

    assertThat(queue.peek(id)).isPresent();
  }

  @Test
  void is_too_late_for_an_end_and_asks_for_nothing() throws Exception {
    bstore.commit(job, Status.FAILED);

    assertThat(cancel())
        .isEqualTo(
            new Ran(
                1,
                "",
                "reimzul cancel: too late: build " + build + " has failed: rpmbuild: exit 1\n"));
    assertThat(farm.everPut()).isZero();
  }

  @Test
  void takes_its_notice_down_when_the_build_was_published_meanwhile() throws Exception {
    recorded(Jobs.document(job, "QUEUED", "noarch", put("noarch", job)));

    Ran ran = cancelWhileBstoreWorks(Status.SUCCESS);

    assertThat(ran)
        .isEqualTo(new Ran(1, "", "reimzul cancel: too late: build " + build + " was published\n"));
    assertThat(noticed()).isFalse();
  }

  @Test
  void says_that_an_original_worker_cannot_be_told_to_stop() throws Exception {
    recorded(Jobs.document(job, "BUILDING", "noarch", 1));

    Ran ran = cancel();

    assertThat(ran.err()).contains("is with an original worker, which can't be told to stop");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(farm.everPut()).isZero();
  }

  @Test
  void says_that_nobody_knows_the_build() throws Exception {
    Ran ran = cancel();

    assertThat(ran.err()).startsWith("reimzul cancel: nobody knows a build " + build);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(farm.everPut()).isZero();
  }

  @Test
  void finds_a_job_that_the_record_has_not_heard_of_at_the_head_of_its_tube() throws Exception {
    put("noarch", job);

    assertThat(cancelWhileBstoreWorks(null).exit()).isZero();

    assertThat(farm.take("noarch")).isEmpty();
  }

  @Test
  void puts_the_notice_alone_when_nobody_can_tell_the_job() throws Exception {
    record.otherwise("503");

    Ran ran = cancel("--timeout", "0s");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("it ends when a worker has it and sees the notice");
    assertThat(noticed()).isTrue();
    assertThat(queue.statsTube(Tubes.BSTORE)).isEmpty();
  }

  @Test
  void hears_of_the_outcome_from_the_record_while_bstore_is_away() throws Exception {
    bstore.close();
    String queued = Jobs.document(job, "QUEUED", "noarch", 1).toString();
    record.add(build, queued, queued);
    recorded(Jobs.document(job, "CANCELED", "noarch", 1));

    assertThat(cancel().out()).isEqualTo("Build " + build + " is canceled\n");
  }

  @Test
  void leaves_its_request_when_there_is_no_outcome_in_time() throws Exception {
    recorded(Jobs.document(job, "QUEUED", "noarch", put("noarch", job)));

    Ran ran = cancel("--timeout", "0s");

    assertThat(ran.err()).contains("has not ended within 0 s; the request stays, see reimzul why");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(TinyBstore.take(queue)).isInstanceOf(BstoreRequest.End.class);
  }

  @Test
  void may_be_repeated() throws Exception {
    recorded(Jobs.document(job, "QUEUED", "noarch", put("noarch", job)));
    cancel("--no-wait");
    cancel("--no-wait");

    assertThat(queue.statsTube(Notices.cancel(build)).orElseThrow().currentJobsReady()).isOne();

    bstore.commit(new BuildEnd(job, EndState.CANCELED, "by joe", "x@y", Instant.now()));
    assertThat(cancel()).isEqualTo(new Ran(0, "Build " + build + " is canceled already\n", ""));
  }

  @Test
  void says_that_the_queue_is_away() {
    recorded(Jobs.document(job, "QUEUED", "noarch", 1));
    farm.server().process().kill();

    Ran ran = cancel();

    assertThat(ran.err()).endsWith("; nothing was requested\n").hasLineCount(1);
    assertThat(ran.exit()).isEqualTo(1);
  }
}
