package org.reimzul.bstore.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Rpms;
import org.reimzul.bstore.lab.Signing;
import org.reimzul.testkit.Await;

/** Requests that come again, late, or for what was withdrawn. */
class StageAgainIT {
  @TempDir Path dir;
  private Signing signing;

  @BeforeEach
  void start() throws Exception {
    signing = new Signing(dir);
  }

  @AfterEach
  void stop() {
    signing.close();
  }

  private void withdraw(Attempt attempt) throws Exception {
    Path draft = signing.bench().store().work().resolve(attempt.build() + ".withdrawn.json");
    Files.write(draft, attempt.withdrawal().encode());
    signing.bench().store().commits().addWithdrawal(attempt.build(), draft);
    signing.bench().scan().once();
  }

  @Test
  void a_withdrawn_build_is_not_staged() throws Exception {
    Attempt gone = signing.bench().publish(Attempt.of("hello"));
    withdraw(gone);
    Attempt next = signing.bench().publish(Attempt.of("other"));
    signing.request(gone.result(), Optional.of(gone.build()));
    signing.request(next.result(), Optional.of(next.build()));
    signing.awaitStaged(next.build());
    assertThat(signing.staged(Rpms.of("hello").get(0))).doesNotExist();
    assertThat(signing.staged(Rpms.of("other").get(0))).exists();
  }

  @Test
  void what_a_killed_signer_has_copied_of_a_withdrawn_build_is_taken_away() throws Exception {
    Attempt gone = signing.bench().publish(Attempt.of("hello"));
    withdraw(gone);
    Path staged = signing.staged(Rpms.of("hello").get(0));
    Files.createDirectories(staged.getParent());
    Files.copy(Rpms.of("hello").get(0), staged);
    signing.request(gone.result(), Optional.of(gone.build()));
    Await.until(Duration.ofSeconds(20), "the package to go", () -> Files.notExists(staged));
  }

  @Test
  void a_request_that_is_repeated_changes_nothing_but_what_is_missing() throws Exception {
    Attempt attempt = signing.bench().publish(Attempt.of("hello"));
    signing.request(attempt.result(), Optional.of(attempt.build()));
    signing.awaitStaged(attempt.build());
    Files.delete(signing.staged(Rpms.of("hello").get(1)));
    var before = Files.getAttribute(signing.staged(Rpms.of("hello").get(0)), "unix:ino");
    signing.request(attempt.result(), Optional.of(attempt.build()));
    Await.until(
        Duration.ofSeconds(20),
        "the missing file",
        () -> Files.exists(signing.staged(Rpms.of("hello").get(1))));
    assertThat(Files.getAttribute(signing.staged(Rpms.of("hello").get(0)), "unix:ino"))
        .isEqualTo(before);
  }

  @Test
  void an_older_build_does_not_displace_the_packages_of_a_newer_one() throws Exception {
    Attempt older = signing.bench().publish(Attempt.of("hello"));
    Attempt newer = signing.bench().publish(Attempt.of("hello").timestamp("20261121110000"));
    Path ours = signing.bench().store().at(signing.bench().end(older.build()).place());
    Files.write(ours.resolve("hello-1.0-1.noarch.rpm"), new byte[] {1}); // would be refused
    signing.request(newer.result(), Optional.of(newer.build()));
    signing.awaitStaged(newer.build());
    signing.request(older.result(), Optional.of(older.build()));
    signing.awaitStaged(older.build());
    assertThat(signing.jobs(t -> t.currentJobsBuried())).isZero();
  }

  @Test
  void a_build_that_stands_again_is_staged_though_the_index_lists_the_withdrawn_one()
      throws Exception {
    Attempt older = signing.bench().publish(Attempt.of("hello"));
    withdraw(signing.bench().publish(Attempt.of("hello").timestamp("20261121110000")));
    signing.request(older.result(), Optional.of(older.build()));
    signing.awaitStaged(older.build());
    for (Path rpm : Rpms.of("hello")) {
      assertThat(signing.staged(rpm)).exists();
    }
  }
}
