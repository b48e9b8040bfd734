package org.reimzul.bstore.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.Rpms;
import org.reimzul.core.job.Status;

class IntakeIT {
  @TempDir Path root;
  private Bench bench;

  @BeforeEach
  void makeStore() {
    bench = Bench.in(root);
  }

  @Test
  void a_success_is_committed_and_placed_and_its_upload_removed() throws Exception {
    Attempt attempt = bench.take(Attempt.of("hello"));
    Path place =
        bench.store().repository("el9.x86_64").resolve("hello/20261121100000/1.0-1.x86_64");
    for (Path rpm : Rpms.of("hello")) {
      assertThat(place.resolve(rpm.getFileName())).hasSameBinaryContentAs(rpm);
    }
    assertThat(place.resolve("build.log")).exists();
    assertThat(bench.end(attempt.build()).published()).isTrue();
    assertThat(root.resolve("incoming")).isEmptyDirectory();
    assertThat(root.resolve("work")).isEmptyDirectory();
    assertThat(bench.store().dirty("el9.x86_64").names()).containsExactly(attempt.build().value());
    assertThat(bench.store().outbox().names()).isEmpty();
  }

  @Test
  void a_failed_build_keeps_its_logs_and_needs_no_repodata() throws Exception {
    Attempt attempt = bench.take(Attempt.of("hello").failed());
    assertThat(root.resolve(bench.end(attempt.build()).place().path()).resolve("build.log"))
        .exists();
    assertThat(bench.store().outbox().names()).containsExactly(attempt.build().value());
    assertThat(bench.store().dirty("el9.x86_64").names()).isEmpty();
  }

  @Test
  void a_scratch_build_is_stored_apart_and_not_listed() throws Exception {
    Attempt attempt = bench.publish(Attempt.of("hello").scratch());
    assertThat(root.resolve("scratch/el9.x86_64/hello/20261121100000/1.0-1.x86_64/build.log"))
        .exists();
    assertThat(bench.store().outbox().names()).containsExactly(attempt.build().value());
    assertThat(bench.store().repository("el9.x86_64")).doesNotExist();
  }

  @Test
  void two_attempts_of_one_build_are_one_commit() throws Exception {
    Attempt first = bench.take(Attempt.of("hello"));
    Attempt second = bench.take(first.again().timestamp("20261121110000"));
    assertThat(bench.store().commits().builds()).containsExactly(first.build());
    assertThat(bench.end(first.build()).manifest().attempt()).isEqualTo(first.id());
    assertThat(bench.store().upload(second.id())).doesNotExist();
    assertThat(root.resolve("repo/el9.x86_64/hello"))
        .isDirectoryNotContaining("glob:**/20261121110000");
  }

  @Test
  void the_same_attempt_twice_is_one_commit() throws Exception {
    Attempt attempt = bench.take(Attempt.of("hello"));
    bench.take(attempt);
    assertThat(root.resolve("repo/el9.x86_64/hello").toFile().list()).hasSize(1);
    assertThat(bench.store().dirty("el9.x86_64").names()).hasSize(1);
  }

  @Test
  void two_builds_of_one_second_get_two_seconds_and_say_so() throws Exception {
    Attempt first = bench.take(Attempt.of("hello").timestamp("20261231235959"));
    Attempt second = bench.take(Attempt.of("hello").timestamp("20261231235959"));
    assertThat(bench.end(first.build()).result().timestamp()).isEqualTo("20261231235959");
    assertThat(bench.end(second.build()).result().timestamp()).isEqualTo("20270101000000");
    assertThat(root.resolve("repo/el9.x86_64/hello/20270101000000/1.0-1.x86_64/build.log"))
        .exists();
  }

  @Test
  void a_result_for_a_target_that_is_not_the_farms_ends_as_failed() throws Exception {
    Attempt attempt = bench.take(Attempt.of("hello").target("unknown.x86_64"));
    assertThat(bench.end(attempt.build()).result().status()).isEqualTo(Status.FAILED);
    assertThat(bench.end(attempt.build()).result().reason().orElseThrow())
        .contains("no such target");
  }

  @Test
  void an_upload_without_its_manifest_is_left_alone() throws Exception {
    Attempt attempt = Attempt.of("hello");
    attempt.files(bench.store().upload(attempt.id()));
    assertThat(bench.intake().take(attempt.id())).isEqualTo(Intake.Verdict.NOTHING);
    assertThat(bench.store().upload(attempt.id())).isDirectory();
    assertThat(bench.store().commits().builds()).isEqualTo(List.of());
    assertThat(bench.store().work()).isEmptyDirectory();
  }
}
