package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Status;

/** {@code reimzul wait-repo} on repositories that the real createrepo_c makes. */
@Timeout(60)
class WaitRepoIT extends AgainstFarm {
  private static final String TARGET = "c7.noarch";

  @TempDir static Path packages;
  private static Path rpm;

  private final BuildJob job = Jobs.tiny();
  private final BuildId build = job.requireBuildId();

  @BeforeAll
  static void makePackage() throws Exception {
    rpm = TinyPackages.binary(packages, "tiny");
  }

  private Ran await(String target, String timeout) {
    return farm.reimzul("wait-repo", target, build.value(), "--timeout", timeout);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "xz", "bz2"})
  void sees_a_build_that_is_listed(String compression) throws Exception {
    bstore.commit(job, Status.SUCCESS);
    bstore.place(TARGET, TinyBstore.TIMESTAMP, rpm);
    bstore.createrepo(TARGET, compression);

    assertThat(await("c7", "0s"))
        .isEqualTo(new Ran(0, "c7.noarch lists build " + build + "\n", ""));
    assertThat(await("c7.noarch", "0s").exit()).isZero();
  }

  @Test
  void waits_for_the_end_and_then_for_the_repodata() throws Exception {
    record.add(build, Jobs.document(job, "QUEUED", "noarch", 1).toString());
    var ran = CompletableFuture.supplyAsync(() -> await("c7", "50s"));
    bstore.createrepo(TARGET, "gz");
    bstore.commit(job, Status.SUCCESS);
    bstore.place(TARGET, TinyBstore.TIMESTAMP, rpm);
    bstore.createrepo(TARGET, "gz");

    assertThat(ran.join().exit()).isZero();
  }

  @Test
  void exits_3_while_the_repodata_do_not_list_it() throws Exception {
    bstore.createrepo(TARGET, "gz");
    bstore.commit(job, Status.SUCCESS);

    Ran ran = await("c7", "0s");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("c7 does not list build " + build + " after 0 s");
  }

  @Test
  void does_not_take_an_older_build_of_the_same_packages_for_it() throws Exception {
    bstore.place(TARGET, "20200101000000", rpm);
    bstore.createrepo(TARGET, "gz");
    bstore.commit(job, Status.SUCCESS);
    record.add(build, Jobs.document(job, "BUILT", "noarch", 1).toString());

    assertThat(await("c7", "0s").exit()).isEqualTo(3);
  }

  @Test
  void takes_a_later_build_of_the_same_packages_for_it_once_it_was_announced() throws Exception {
    bstore.place(TARGET, "20990101000000", rpm);
    bstore.createrepo(TARGET, "gz");
    bstore.commit(job, Status.SUCCESS);
    record.add(build, Jobs.document(job, "PUBLISHED", "noarch", 1).toString());

    assertThat(await("c7", "0s").out()).endsWith(" by another build\n");
  }

  @Test
  void ends_at_once_when_the_build_cannot_get_there() throws Exception {
    record.add(
        build,
        Jobs.document(job, "HELD", "held", 1).put("reason", "no route to bstore").toString());
    assertThat(await("c7", "50s"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "reimzul wait-repo: build "
                    + build
                    + " is held: no route to bstore; reimzul retry releases it\n"));

    bstore.commit(job, Status.FAILED);
    assertThat(await("c7", "50s").err()).endsWith(" has failed: rpmbuild: exit 1\n");
  }

  @Test
  void ends_at_once_with_a_scratch_build_that_goes_on() throws Exception {
    record.add(build, Jobs.document(job, "BUILDING", "noarch", 1).put("scratch", true).toString());

    assertThat(await("c7", "50s"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "reimzul wait-repo: build "
                    + build
                    + " is a scratch build, which no repository lists\n"));
  }

  @Test
  void ends_at_once_when_the_build_is_withdrawn() throws Exception {
    bstore.commit(job, Status.SUCCESS);
    bstore.withdraw(build);

    assertThat(await("c7", "50s").err()).endsWith(" was withdrawn\n");
  }

  @Test
  void goes_on_with_the_build_that_has_published_the_same_before() throws Exception {
    BuildJob before = Jobs.tiny();
    bstore.commit(before, Status.SUCCESS);
    bstore.place(TARGET, TinyBstore.TIMESTAMP, rpm);
    bstore.createrepo(TARGET, "gz");
    String reason = "already published by build " + before.requireBuildId();
    bstore.commit(new BuildEnd(job, EndState.SKIPPED, reason, "x@y", Instant.now()));

    assertThat(await("c7", "50s").out())
        .isEqualTo("c7.noarch lists build " + before.requireBuildId() + "\n");
  }

  @Test
  void refuses_a_build_of_another_target_as_wrong_usage() throws Exception {
    bstore.commit(job, Status.SUCCESS);

    Ran ran = await("c8", "50s");

    assertThat(ran.err()).contains("build " + build + " is for target c7.noarch");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(farm.reimzul("wait-repo", "c7", "no-id").exit()).isEqualTo(2);
  }

  @Test
  void says_what_it_waits_for() throws Exception {
    Ran ran = await("c7", "0s");

    assertThat(ran.err())
        .startsWith("reimzul wait-repo: the record does not know build " + build + "; waiting\n");
    assertThat(ran.exit()).isEqualTo(3);
  }
}
