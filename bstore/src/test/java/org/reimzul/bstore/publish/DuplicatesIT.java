package org.reimzul.bstore.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.Repodata;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.core.job.EndState;

/** A target that refuses a second build of a published package. */
class DuplicatesIT {
  private static final String FINAL = "final.x86_64";

  @TempDir Path root;
  private Bench bench;

  @BeforeEach
  void makeStore() {
    bench = Bench.in(root);
  }

  private static Attempt build(String timestamp) {
    return Attempt.of("hello").target(FINAL).timestamp(timestamp);
  }

  private void isSkippedFor(Attempt attempt, Attempt winner) throws Exception {
    CommitRecord end = bench.store().commits().find(attempt.build()).orElseThrow();
    assertThat(end).isInstanceOf(CommitRecord.Unbuilt.class);
    var skipped = ((CommitRecord.Unbuilt) end).end();
    assertThat(skipped.state()).isEqualTo(EndState.SKIPPED);
    assertThat(skipped.reason()).isEqualTo("already published by build " + winner.build());
    assertThat(bench.store().upload(attempt.id())).doesNotExist();
    assertThat(root.resolve("work")).isEmptyDirectory();
    assertThat(bench.store().outbox().names()).contains(attempt.build().value());
  }

  @Test
  void a_second_build_is_skipped_once_the_first_is_published() throws Exception {
    Attempt first = bench.publish(build("20261121100000"));
    Attempt second = bench.publish(build("20261121110000"));
    isSkippedFor(second, first);
    assertThat(Repodata.packages(bench.store().repository(FINAL)))
        .hasSize(3)
        .allMatch(path -> path.contains("/20261121100000/"));
  }

  @Test
  void a_second_build_is_skipped_while_the_first_is_only_committed() throws Exception {
    Attempt first = bench.take(build("20261121100000"));
    Attempt second = bench.take(build("20261121110000"));
    isSkippedFor(second, first);
  }

  @Test
  void a_build_that_a_crash_has_left_unlisted_counts() throws Exception {
    Attempt first = build("20261121100000").upload(bench.store());
    Path draft = root.resolve("work").resolve(first.id() + ".json");
    Path work = root.resolve("work").resolve(first.id().toString());
    first.files(work);
    Files.write(draft, new CommitRecord.Built(first.manifest(), first.manifest().ended()).encode());
    bench.store().commits().add(first.build(), draft);
    Attempt second = build("20261121110000").upload(bench.store());
    bench.intake().take(second.id());
    assertThat(bench.store().commits().find(second.build()).orElseThrow())
        .isInstanceOf(CommitRecord.Unbuilt.class);
  }

  @Test
  void of_many_at_once_one_is_published() throws Exception {
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      attempts.add(build("2026112110000" + i).upload(bench.store()));
    }
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Intake.Verdict>> verdicts = new ArrayList<>();
      for (Attempt attempt : attempts) {
        verdicts.add(threads.submit(() -> bench.intake().take(attempt.id())));
      }
      for (Future<Intake.Verdict> verdict : verdicts) {
        assertThat(verdict.get()).isEqualTo(Intake.Verdict.ENDED);
      }
    } finally {
      threads.shutdownNow();
    }
    long built = 0;
    for (Attempt attempt : attempts) {
      built += bench.store().commits().built(attempt.build()).stream().count();
    }
    assertThat(built).isEqualTo(1);
  }

  @Test
  void chained_builds_failed_ones_and_scratch_ones_are_no_duplicates() throws Exception {
    Attempt first = bench.publish(build("20261121100000"));
    Attempt chained = bench.take(first.chained("i386"));
    Attempt failed = bench.take(build("20261121110000").failed());
    Attempt scratch = bench.take(build("20261121120000").scratch());
    for (Attempt attempt : List.of(chained, failed, scratch)) {
      assertThat(bench.store().commits().built(attempt.build())).isPresent();
    }
  }

  @Test
  void once_the_first_is_withdrawn_another_is_taken() throws Exception {
    Attempt first = bench.publish(build("20261121100000"));
    Path draft = root.resolve("work").resolve(first.build() + ".withdrawn.json");
    Files.write(draft, first.withdrawal().encode());
    bench.store().commits().addWithdrawal(first.build(), draft);
    bench.scan().once();
    Attempt second = bench.publish(build("20261121110000"));
    assertThat(bench.store().commits().built(second.build())).isPresent();
    assertThat(Repodata.packages(bench.store().repository(FINAL)))
        .hasSize(3)
        .allMatch(path -> path.contains("/20261121110000/"));
  }
}
