package org.reimzul.controller.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.reimzul.controller.Messages;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Status;
import org.reimzul.jbeanstalk.Priority;

class UnadoptedIT extends WithReconciler {
  private static final String SRPM = "grub2-2.02-0.65.el7_4.src.rpm";

  /** Of a minute of its own, from which its build id is derived. */
  private static String success(int minutesAgo) {
    Instant began = Instant.now().minus(Duration.ofMinutes(minutesAgo));
    String timestamp =
        DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC).format(began);
    return Messages.original("Success", SRPM, timestamp);
  }

  private static BuildEvent read(String body) throws Exception {
    return BuildEvent.decode(body.getBytes(UTF_8));
  }

  @Test
  void a_success_that_bstore_knows_nothing_of_is_put_to_it_again() throws Exception {
    String success = success(1);
    farm.put("notify", success);
    BuildEvent again = read(farm.take("createrepo"));
    bstore.commit(again.identified().job(), Status.SUCCESS, Instant.now());
    assertThat(again).isEqualTo(read(success));
    builds.awaitLooks(12);
    assertThat(farm.waiting("createrepo")).isZero();
  }

  @Test
  void one_that_bstore_has_committed_is_left_alone() throws Exception {
    String success = success(2);
    bstore.commit(read(success).identified().job(), Status.SUCCESS, Instant.now());
    farm.put("notify", success);
    farm.awaitRecorded();
    builds.awaitLooks(12);
    assertThat(farm.waiting("createrepo")).isZero();
  }

  @Test
  void nothing_is_put_while_bstore_has_refused_a_message() throws Exception {
    long refused = farm.put("createrepo", success(3));
    builds.queue.reserveJob(refused);
    builds.queue.bury(refused, Priority.DEFAULT);
    farm.put("notify", success(3));
    farm.awaitRecorded();
    builds.awaitLooks(12);
    assertThat(farm.waiting("createrepo")).isZero();
    builds.queue.delete(refused);
  }
}
