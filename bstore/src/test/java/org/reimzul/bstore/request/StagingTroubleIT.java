package org.reimzul.bstore.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.Rpms;
import org.reimzul.bstore.store.Names;
import org.reimzul.bstore.store.Trees;

/** Withdrawals whose staging directory can't be brought in order, at once or at all. */
class StagingTroubleIT {
  @TempDir Path root;
  private Bench bench;
  private Attempt first;
  private Attempt second;
  private Path staged;

  @BeforeEach
  void publishTwiceAndStage() throws Exception {
    bench = Bench.in(root);
    first = bench.publish(Attempt.of("hello"));
    second = bench.publish(Attempt.of("hello").timestamp("20261121110000").rebuilt());
    staged = Files.createDirectories(bench.store().toSign(Bench.TARGET));
    for (Path rpm : Rpms.rebuilt("hello")) {
      Files.copy(rpm, staged.resolve(rpm.getFileName()));
    }
  }

  private void withdraw(Attempt attempt) throws Exception {
    assertThat(bench.withdrawals().withdraw(attempt.withdrawal(), bench.end(attempt.build())))
        .isTrue();
    bench.publisher().publishAll();
  }

  @Test
  void a_build_leaves_though_the_files_of_what_it_had_replaced_are_gone() throws Exception {
    Trees.delete(bench.store().at(bench.end(first.build()).place()));
    withdraw(second);
    assertThat(bench.listed()).isEmpty();
    assertThat(staged).isEmptyDirectory();
    assertThat(root.resolve("work")).isEmptyDirectory();
    assertThat(bench.store().outbox().names()).contains(Names.withdrawn(second.build()));
  }

  @Test
  void a_build_leaves_before_the_staging_directory_is_in_order_and_that_is_tried_again()
      throws Exception {
    Path inTheWay = staged.resolve(".hello-1.0-1.noarch.rpm.returns");
    Files.createDirectories(inTheWay.resolve("something"));
    withdraw(second);
    assertThat(bench.listed()).hasSize(3).allMatch(path -> path.contains("/20261121100000/"));
    bench.scan().once();
    assertThat(bench.store().dirty(Bench.TARGET).names()).isEmpty(); // no run for each try
    assertThat(root.resolve("work")).isNotEmptyDirectory();
    Trees.delete(inTheWay);
    bench.scan().once();
    assertThat(root.resolve("work")).isEmptyDirectory();
    for (Path rpm : first.rpms()) {
      assertThat(staged.resolve(rpm.getFileName())).hasSameBinaryContentAs(rpm);
    }
  }

  @Test
  void one_that_can_not_be_finished_does_not_hold_up_the_others() throws Exception {
    for (Attempt attempt : new Attempt[] {first, second}) {
      Path draft = root.resolve("work").resolve(Names.withdrawn(attempt.build()) + ".json");
      Files.write(draft, attempt.withdrawal().encode());
      bench.store().commits().addWithdrawal(attempt.build(), draft);
    }
    Files.writeString(root.resolve("commits").resolve(first.build().value()), "rubbish");
    bench.withdrawals().once();
    assertThat(bench.store().dirty(Bench.TARGET).names())
        .containsExactly(Names.withdrawn(second.build()));
  }
}
