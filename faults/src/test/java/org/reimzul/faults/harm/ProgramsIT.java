package org.reimzul.faults.harm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a program of the system that sleeps, for a time that no other sleeps for. */
@Timeout(60)
class ProgramsIT {
  private static final String TEXT = "sleep 81.";

  private final List<Fault> faults = Programs.of("sleep", TEXT, "sleeping", Duration.ZERO);
  private Process victim;

  @BeforeEach
  void start() throws IOException {
    String time = "81." + new Random().nextInt(1_000_000_000);
    victim = new ProcessBuilder("sleep", time).start();
  }

  @AfterEach
  void end() throws InterruptedException {
    victim.destroyForcibly().waitFor();
  }

  private Optional<Blow> strike(String kind) throws Exception {
    Fault fault = faults.stream().filter(each -> each.kind().equals(kind)).findAny().orElseThrow();
    return fault.strike().at(new Random(1));
  }

  @Test
  void a_kill_hits_a_program_that_lives() throws Exception {
    assertThat(strike("kill -9")).isPresent();
    assertThat(victim.waitFor()).isEqualTo(128 + 9);
  }

  @Test
  void no_signal_hits_one_that_has_ended() throws Exception {
    end();
    for (String kind : List.of("kill -9", "SIGTERM", "SIGSTOP")) {
      assertThat(strike(kind)).as(kind).isEmpty();
    }
  }

  @Test
  void one_that_is_stopped_stands_still_until_it_is_healed() throws Exception {
    Optional<Blow> blow = strike("SIGSTOP");
    assertThat(blow).isPresent();
    assertThat(Processes.awaitStopped(victim.toHandle())).isTrue();

    blow.get().finish();
    assertThat(Processes.awaitStopped(victim.toHandle())).isFalse();
  }

  @Test
  void one_that_turns_out_to_be_idle_is_let_go_and_not_struck() throws Exception {
    List<ProcessHandle> victims = List.of(victim.toHandle());
    Optional<Blow> blow =
        Freeze.strike(victims, Optional::empty, (now, thaw) -> Blow.once("struck"));

    assertThat(blow).isEmpty();
    assertThat(Processes.awaitStopped(victim.toHandle())).isFalse();
    assertThat(victim.isAlive()).isTrue();
  }

  @Test
  void the_question_is_asked_when_it_stands_still() throws Exception {
    ProcessHandle handle = victim.toHandle();
    Optional<Blow> blow =
        Freeze.strike(
            List.of(handle),
            () -> Optional.of(stands(handle) ? "standing" : "moving"),
            (now, thaw) -> new Blow(now, Duration.ZERO, thaw));

    assertThat(blow).map(Blow::phase).contains("standing");
    blow.get().finish();
  }

  private static boolean stands(ProcessHandle process) {
    try {
      return Processes.awaitStopped(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
