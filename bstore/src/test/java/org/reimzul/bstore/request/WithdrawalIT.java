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
import org.reimzul.core.job.Json;

class WithdrawalIT {
  @TempDir Path root;
  private Bench bench;

  @BeforeEach
  void makeStore() {
    bench = Bench.in(root);
  }

  private void withdraw(Attempt attempt) throws Exception {
    assertThat(bench.withdrawals().withdraw(attempt.withdrawal(), bench.end(attempt.build())))
        .isTrue();
    bench.publisher().publishAll();
  }

  private String named(String pkgname) throws Exception {
    Path file = bench.store().published(Bench.TARGET).resolve(pkgname + "-1.0-1.src.rpm");
    return Json.read(Files.readAllBytes(file)).path("build_id").textValue();
  }

  @Test
  void the_packages_leave_the_repository_and_the_files_stay() throws Exception {
    Attempt attempt = bench.publish(Attempt.of("hello"));
    bench.publish(Attempt.of("other"));
    withdraw(attempt);
    assertThat(bench.listed()).hasSize(3).allMatch(path -> path.startsWith("other/"));
    assertThat(bench.store().at(bench.end(attempt.build()).place()).resolve("build.log")).exists();
    assertThat(bench.store().outbox().names()).contains(Names.withdrawn(attempt.build()));
    assertThat(root.resolve("work")).isEmptyDirectory();
    assertThat(bench.store().published(Bench.TARGET).resolve("hello-1.0-1.src.rpm")).doesNotExist();
  }

  @Test
  void what_it_had_replaced_returns() throws Exception {
    Attempt first = bench.publish(Attempt.of("hello"));
    Attempt second = bench.publish(Attempt.of("hello").timestamp("20261121110000"));
    assertThat(bench.listed()).hasSize(3).allMatch(path -> path.contains("/20261121110000/"));
    assertThat(named("hello")).isEqualTo(second.build().value());
    withdraw(second);
    assertThat(bench.listed()).hasSize(3).allMatch(path -> path.contains("/20261121100000/"));
    assertThat(named("hello")).isEqualTo(first.build().value());
  }

  @Test
  void it_stays_withdrawn_when_the_index_is_made_anew() throws Exception {
    Attempt attempt = bench.publish(Attempt.of("hello"));
    withdraw(attempt);
    Files.delete(bench.store().state(Bench.TARGET).resolve("packages"));
    bench.publish(Attempt.of("other"));
    assertThat(bench.listed()).hasSize(3).allMatch(path -> path.startsWith("other/"));
  }

  @Test
  void a_build_that_is_withdrawn_before_it_is_published_is_never_listed() throws Exception {
    Attempt attempt = bench.take(Attempt.of("hello"));
    withdraw(attempt);
    assertThat(bench.listed()).isEmpty();
    assertThat(bench.store().outbox().names()).containsExactly(Names.withdrawn(attempt.build()));
    assertThat(bench.store().dirty(Bench.TARGET).names()).isEmpty();
  }

  @Test
  void a_second_request_changes_nothing() throws Exception {
    Attempt attempt = bench.publish(Attempt.of("hello"));
    withdraw(attempt);
    bench.store().outbox().remove(Names.withdrawn(attempt.build()));
    withdraw(attempt);
    assertThat(bench.store().outbox().names()).containsExactly(attempt.build().value());
  }

  @Test
  void the_scan_finishes_what_a_crash_has_left() throws Exception {
    Attempt attempt = bench.publish(Attempt.of("hello"));
    Path draft = root.resolve("work").resolve(Names.withdrawn(attempt.build()) + ".json");
    Files.write(draft, attempt.withdrawal().encode());
    bench.store().commits().addWithdrawal(attempt.build(), draft);
    bench.scan().once();
    bench.publisher().publishAll();
    assertThat(bench.listed()).isEmpty();
    assertThat(root.resolve("work")).isEmptyDirectory();
  }

  @Test
  void a_draft_that_was_never_committed_withdraws_nothing() throws Exception {
    Attempt attempt = bench.publish(Attempt.of("hello"));
    Path draft = root.resolve("work").resolve(Names.withdrawn(attempt.build()) + ".json");
    Files.writeString(draft, "{\"v\":1,\"act");
    bench.scan().once();
    bench.publisher().publishAll();
    assertThat(bench.listed()).hasSize(3);
    assertThat(root.resolve("work")).isEmptyDirectory();
  }

  @Test
  void staged_packages_are_taken_away_and_those_signed_meanwhile_are_not() throws Exception {
    Attempt attempt = bench.publish(Attempt.of("hello"));
    Path staged = Files.createDirectories(bench.store().toSign(Bench.TARGET));
    for (Path rpm : Rpms.of("hello")) {
      Files.copy(rpm, staged.resolve(rpm.getFileName()));
    }
    Path signed = staged.resolve("hello-1.0-1.noarch.rpm");
    Files.writeString(signed, "another content");
    withdraw(attempt);
    assertThat(staged)
        .isDirectoryContaining(signed::equals)
        .isDirectoryNotContaining("glob:**/*libs*");
    assertThat(staged.toFile().list()).hasSize(1);
  }

  @Test
  void what_it_had_replaced_before_it_was_signed_is_staged_again() throws Exception {
    Attempt first = bench.publish(Attempt.of("hello"));
    Attempt second = bench.publish(Attempt.of("hello").timestamp("20261121110000").rebuilt());
    Path staged = Files.createDirectories(bench.store().toSign(Bench.TARGET));
    Path ours = Rpms.of("hello").get(1);
    Path copy = Files.copy(Rpms.rebuilt("hello").get(1), staged.resolve(ours.getFileName()));
    withdraw(second);
    assertThat(copy).hasSameBinaryContentAs(ours);
    withdraw(first);
    assertThat(staged).isEmptyDirectory();
  }

  @Test
  void what_a_crash_has_left_out_of_the_staging_directory_returns() throws Exception {
    bench.publish(Attempt.of("hello"));
    Attempt second = bench.publish(Attempt.of("hello").timestamp("20261121110000"));
    Path staged = Files.createDirectories(bench.store().toSign(Bench.TARGET));
    withdraw(second); // nothing of either was there: a process has died between two steps
    assertThat(staged.toFile().list()).hasSize(3);
    for (Path rpm : Rpms.of("hello")) {
      assertThat(staged.resolve(rpm.getFileName())).hasSameBinaryContentAs(rpm);
    }
  }

  @Test
  void a_file_that_is_the_same_in_both_builds_is_never_away() throws Exception {
    Attempt first = bench.publish(Attempt.of("hello"));
    Attempt second = bench.publish(Attempt.of("hello").timestamp("20261121110000"));
    Path staged = Files.createDirectories(bench.store().toSign(Bench.TARGET));
    Path rpm = Rpms.of("hello").get(1);
    Path copy = Files.copy(rpm, staged.resolve(rpm.getFileName()));
    Path before = Files.createLink(root.resolve("before"), copy);
    withdraw(second);
    assertThat(Files.isSameFile(copy, before)).isTrue();
    withdraw(first);
    assertThat(staged).isEmptyDirectory();
  }

  @Test
  void without_a_signer_nothing_is_staged() throws Exception {
    bench.publish(Attempt.of("hello"));
    withdraw(bench.publish(Attempt.of("hello").timestamp("20261121110000")));
    assertThat(bench.store().toSign(Bench.TARGET)).doesNotExist();
  }
}
