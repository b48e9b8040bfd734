package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Status;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.TubeName;

/** {@code reimzul retry} before a real queue. */
class RetryIT extends AgainstFarm {
  private final BuildJob job = Jobs.tiny();
  private final BuildJob tried = job.withTries(Tries.NONE.failed("b1").failed("b2"));
  private final BuildId build = job.requireBuildId();

  private long hold() throws Exception {
    long id = queue.put(Tubes.HELD, tried.encode(), Tubes.NOW, Duration.ZERO, Tubes.TTR);
    record.add(build, Jobs.document(job, "HELD", "held", id).toString());
    return id;
  }

  private Ran retry() {
    return farm.reimzul("retry", build.value());
  }

  @Test
  void puts_a_held_build_back_with_no_failures_behind_it() throws Exception {
    hold();

    assertThat(retry())
        .isEqualTo(new Ran(0, "Released build " + build + " to build queue noarch\n", ""));

    assertThat(farm.take("held")).isEmpty();
    List<Job> ready = farm.take("noarch");
    assertThat(BuildJob.decode(ready.get(0).body())).isEqualTo(job);
    FarmEvent event = farm.takeEvents().get(0);
    assertThat(event.kind()).isEqualTo(EventKind.QUEUED);
    assertThat(event.reason()).contains("released by " + System.getProperty("user.name"));
    assertThat(event.data().toString())
        .isEqualTo(
            "{\"tube\":\"noarch\",\"queue_id\":%d,\"retries\":0,\"released\":true}"
                .formatted(ready.get(0).id()));
  }

  @Test
  void keeps_the_priority() throws Exception {
    hold();
    retry();

    queue.use(TubeName.of("noarch"));
    long id = queue.peekReady().orElseThrow().id();
    assertThat(queue.statsJob(id).orElseThrow().pri()).isEqualTo(Tubes.NOW);
  }

  @Test
  void takes_the_job_from_the_record_when_the_queue_was_lost() throws Exception {
    record.add(build, Jobs.document(job, "HELD", "held", 77).toString());

    assertThat(retry().exit()).isZero();

    assertThat(BuildJob.decode(farm.take("noarch").get(0).body())).isEqualTo(job);
  }

  @Test
  void does_not_release_what_somebody_else_is_releasing() throws Exception {
    long id = hold();
    assertThat(queue.reserveJob(id)).isPresent();

    Ran ran = retry();

    assertThat(ran.err()).endsWith("somebody else releases build " + build + " at this moment\n");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(farm.take("noarch")).isEmpty();
  }

  @Test
  void does_not_release_a_build_twice_while_the_record_lags() throws Exception {
    hold();
    retry();

    assertThat(retry().err()).endsWith("build " + build + " is in tube noarch already\n");
    assertThat(farm.take("noarch")).hasSize(1);
  }

  @Test
  void says_that_a_failure_is_final() throws Exception {
    bstore.commit(job, Status.FAILED);

    assertThat(retry())
        .isEqualTo(
            new Ran(
                1,
                "",
                "reimzul retry: build "
                    + build
                    + " has failed: rpmbuild: exit 1; that is final, submit it again\n"));
  }

  @Test
  void releases_no_build_that_was_called_off_while_it_was_held() throws Exception {
    hold();
    bstore.commit(new BuildEnd(job, EndState.CANCELED, "by joe", "x@y", Instant.now()));

    assertThat(retry().err()).endsWith("was canceled: by joe\n");
    assertThat(farm.take("noarch")).isEmpty();
  }

  @Test
  void says_that_a_build_is_not_held_or_not_known() {
    assertThat(retry().err()).isEqualTo("reimzul retry: the record has no build " + build + "\n");

    record.add(build, Jobs.document(job, "QUEUED", "noarch", 1).toString());
    assertThat(retry().err()).endsWith("build " + build + " is QUEUED, not held\n");

    record.close();
    assertThat(retry().err()).contains("without the record nobody can tell whether build ");
  }
}
