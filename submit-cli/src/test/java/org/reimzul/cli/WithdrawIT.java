package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Status;
import org.reimzul.jbeanstalk.Beanstalk;

/** {@code reimzul withdraw}. */
@Timeout(60)
class WithdrawIT extends AgainstFarm {
  private static final String TARGET = "c7.noarch";

  @TempDir static Path packages;
  private static Path rpm;

  private final BuildJob job = Jobs.tiny();
  private final BuildId build = job.requireBuildId();

  @BeforeAll
  static void makePackage() throws Exception {
    rpm = TinyPackages.binary(packages, "tiny");
  }

  private Ran withdraw(String timeout) {
    return farm.reimzul("withdraw", build.value(), "-m", "broken", "--timeout", timeout);
  }

  @Test
  void waits_until_the_repository_no_longer_lists_the_build() throws Exception {
    bstore.commit(job, Status.SUCCESS);
    bstore.place(TARGET, TinyBstore.TIMESTAMP, rpm);
    bstore.createrepo(TARGET, "gz");
    var ran = CompletableFuture.supplyAsync(() -> withdraw("50s"));
    try (Beanstalk queue = farm.connect()) {
      var request = (BstoreRequest.Withdraw) TinyBstore.take(queue);
      assertThat(request.build()).isEqualTo(build);
      assertThat(request.reason())
          .isEqualTo("withdrawn by " + System.getProperty("user.name") + ": broken");
    }
    bstore.withdraw(build);
    assertThat(ran).isNotDone();

    bstore.remove(TARGET, TinyBstore.TIMESTAMP);
    bstore.createrepo(TARGET, "gz");

    assertThat(ran.join())
        .isEqualTo(new Ran(0, "Build " + build + " is withdrawn from c7.noarch\n", ""));
    assertThat(withdraw("0s").out()).isEqualTo("Build " + build + " is withdrawn already\n");
  }

  @Test
  void asks_for_nothing_while_bstore_is_away() throws Exception {
    bstore.close();
    var document = Jobs.document(job, "PUBLISHED", "noarch", 1);
    document
        .putObject("result")
        .put("pkgname", "tiny")
        .put("timestamp", TinyBstore.TIMESTAMP)
        .put("evr", TinyBstore.EVR);
    record.add(build, document.toString());

    assertThat(withdraw("0s").err()).endsWith("; nothing was requested\n");
    assertThat(farm.everPut()).isZero();
  }

  @Test
  void refuses_a_build_that_bstore_has_no_commit_of() throws Exception {
    var document = Jobs.document(job, "PUBLISHED", "noarch", 1);
    document
        .putObject("result")
        .put("pkgname", "tiny")
        .put("timestamp", TinyBstore.TIMESTAMP)
        .put("evr", TinyBstore.EVR);
    record.add(build, document.toString());

    assertThat(withdraw("0s"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "reimzul withdraw: bstore has no commit of build "
                    + build
                    + ", and what has no commit can't be withdrawn\n"));
    assertThat(farm.everPut()).isZero();
  }

  @Test
  void exits_3_when_the_time_is_up_and_leaves_the_request() throws Exception {
    bstore.commit(job, Status.SUCCESS);

    Ran ran = withdraw("0s");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("is not out of c7.noarch within 0 s; the request stays");
    assertThat(farm.everPut()).isOne();
  }

  @Test
  void refuses_a_build_that_has_nothing_to_withdraw() throws Exception {
    assertThat(withdraw("0s").err()).endsWith("the record has no build " + build + "\n");

    record.add(build, Jobs.document(job, "QUEUED", "noarch", 1).toString());
    assertThat(withdraw("0s").err())
        .endsWith("is not published yet; to call it off: reimzul cancel " + build + "\n");

    bstore.commit(job, Status.FAILED);
    assertThat(withdraw("0s").err())
        .endsWith(" has failed: rpmbuild: exit 1: there is nothing to withdraw\n");
    assertThat(farm.everPut()).isZero();
  }

  @Test
  void asks_for_a_reason() {
    assertThat(farm.reimzul("withdraw", build.value()).exit()).isEqualTo(2);
  }
}
