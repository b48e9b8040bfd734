package org.reimzul.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRunnerTest {
  @TempDir Path dir;
  private final ProcessRunner runner = new ProcessRunner();

  @Test
  void arguments_reach_the_program_as_they_are() throws Exception {
    assertThat(runner.capture(Command.of("printf", "%s", "a b; $(id) 'q'\n")))
        .isEqualTo("a b; $(id) 'q'\n");
  }

  @Test
  void nothing_of_our_environment_is_inherited() throws Exception {
    assertThat(runner.capture(Command.of("env").with("ONLY", "this")).lines())
        .allMatch(line -> line.matches("(PATH|HOME|LC_ALL|ONLY)=.*"))
        .contains("ONLY=this");
  }

  @Test
  void both_streams_may_be_longer_than_a_pipe() throws Exception {
    String both = "head -c 300000 /dev/zero | tee /dev/stderr";
    assertThat(runner.capture(Command.of("bash", "-c", both))).hasSize(300_000);
  }

  @Test
  void more_than_it_keeps_is_refused() {
    assertThatThrownBy(() -> runner.capture(Command.of("head", "-c", "16777217", "/dev/zero")))
        .hasMessage("a program printed more than 16777216 bytes");
  }

  @Test
  void its_output_goes_to_no_file_that_a_crash_could_leave() throws Exception {
    assertThat(runner.capture(Command.of("readlink", "/proc/self/fd/1"))).startsWith("pipe:");
  }

  @Test
  void a_failing_program_is_named_with_what_it_said() {
    assertThatThrownBy(() -> runner.capture(Command.of("ls", "--", "/no/such/file")))
        .isInstanceOf(ProgramFailedException.class)
        .hasMessageStartingWith("ls: exit 2: ")
        .hasMessageContaining("/no/such/file");
  }

  @Test
  void a_program_over_its_limit_is_stopped_with_its_children() throws Exception {
    Path pids = dir.resolve("pids");
    var command =
        Command.of("bash", "-c", "sleep 60 & echo $! > " + pids + "; wait")
            .within(Duration.ofMillis(700));
    assertThat(runner.run(command, dir.resolve("log"), Heartbeat.NONE).timedOut()).isTrue();
    long child = Long.parseLong(Files.readString(pids).strip());
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_heartbeat_that_fails_stops_the_program() {
    Heartbeat lost =
        () -> {
          throw new IOException("the lease is lost");
        };
    assertThatThrownBy(() -> runner.run(Command.of("sleep", "60"), dir.resolve("log"), lost))
        .hasMessage("the lease is lost");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_heartbeat_is_asked_after_the_end_as_well() {
    Heartbeat lost =
        () -> {
          throw new IOException("the lease was lost meanwhile");
        };
    assertThatThrownBy(() -> runner.run(Command.of("true"), dir.resolve("log"), lost))
        .hasMessage("the lease was lost meanwhile");
  }

  @Test
  void what_ignores_the_request_to_end_is_killed() throws Exception {
    Path pids = dir.resolve("pids");
    var command =
        Command.of(
                "bash",
                "-c",
                "trap '' TERM; (trap '' TERM; echo $BASHPID > "
                    + pids
                    + "; while :; do sleep 0.1; done) & while :; do sleep 0.1; done")
            .unlimited();
    Heartbeat enough =
        () -> {
          if (Files.exists(pids) && !Files.readString(pids).isBlank()) {
            throw new IOException("enough");
          }
        };
    assertThatThrownBy(() -> runner.run(command, dir.resolve("log"), enough)).hasMessage("enough");
    long child = Long.parseLong(Files.readString(pids).strip());
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void output_is_appended_as_it_comes() throws Exception {
    Path log = dir.resolve("log");
    Files.writeString(log, "before\n");
    runner.run(Command.of("echo", "after"), log, Heartbeat.NONE);
    assertThat(log).hasContent("before\nafter\n");
  }
}
