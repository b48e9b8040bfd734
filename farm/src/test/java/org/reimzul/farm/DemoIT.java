package org.reimzul.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;

/** The demo as its user runs it: a process of its own, whose output and exit code we look at. */
@Timeout(600)
class DemoIT {
  @TempDir Path dir;

  private ServerProcess demo(String... more) throws IOException {
    Path temporary = Files.createDirectories(dir.resolve("tmp"));
    List<String> argv =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + temporary,
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.reimzul.farm.Demo",
                    "--dist",
                    System.getProperty("reimzul.dist")),
                Stream.of(more))
            .toList();
    return ServerProcess.start("demo", dir.resolve("demo.log"), Map.of(), argv);
  }

  @Test
  void shows_a_whole_farm_at_work_and_leaves_nothing_behind() throws Exception {
    try (ServerProcess demo = demo()) {
      int exit = demo.awaitExit(Duration.ofMinutes(5));
      assertThat(exit).as(demo.logText()).isZero();
      assertThat(demo.logText())
          .contains(
              "the C package is published",
              "the broken package has failed",
              "kill -9 of worker1",
              "the record shows two attempts",
              "and one end",
              "is listed 1 time(s)",
              "Hello from reimzul-hello")
          .containsPattern("error: .*answer.* undeclared");
    }
    assertNothingLeft();
  }

  @Test
  void an_interrupt_in_the_middle_leaves_nothing_behind() throws Exception {
    try (ServerProcess demo = demo()) {
      Await.until(
          Duration.ofMinutes(2),
          "a build to run, or the demo's end",
          () -> demo.logText().contains("BUILDING") || !demo.isAlive());
      assertThat(demo.logText()).contains("BUILDING");
      demo.signal("INT");
      assertThat(demo.awaitExit(Duration.ofMinutes(1))).isEqualTo(130);
    }
    assertNothingLeft();
  }

  @Test
  void fails_when_nothing_is_published() throws Exception {
    try (ServerProcess demo = demo()) {
      Await.until(Duration.ofMinutes(1), "the farm to be up", () -> repogen(demo).isPresent());
      repogen(demo).orElseThrow().destroyForcibly();
      assertThat(demo.awaitExit(Duration.ofMinutes(2))).isEqualTo(1);
      assertThat(demo.logText()).contains("repogen has ended");
    }
    assertNothingLeft();
  }

  private static Optional<ProcessHandle> repogen(ServerProcess demo) {
    return demo.logText()
        .lines()
        .filter(line -> line.strip().startsWith("repogen "))
        .map(line -> line.replaceAll(".* pid ([0-9]+).*", "$1"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .findFirst();
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> left = Files.list(dir.resolve("tmp"))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("reimzul")))
          .isEmpty();
    }
    String ours = dir.toString();
    assertThat(ProcessHandle.allProcesses().map(p -> p.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains(ours));
  }
}
