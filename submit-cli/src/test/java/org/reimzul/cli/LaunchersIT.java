package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Json;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.Programs;

/** The mains as processes of their own: exit codes, streams, signals. */
class LaunchersIT {
  @TempDir Path dir;

  private Process start(Class<?> main, String... args) throws Exception {
    List<String> argv =
        new ArrayList<>(
            List.of(
                // a test that was started in the background would have it ignore Ctrl-C
                Programs.require("env").toString(),
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    argv.addAll(List.of(args));
    return new ProcessBuilder(argv)
        .redirectOutput(dir.resolve("out").toFile())
        .redirectError(dir.resolve("err").toFile())
        .start();
  }

  private Ran run(Class<?> main, String... args) throws Exception {
    return ended(start(main, args));
  }

  private Ran ended(Process process) throws Exception {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), text("out"), text("err"));
  }

  private String text(String stream) throws Exception {
    return Files.readString(dir.resolve(stream), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "SubmitMain, Usage: reimzul-submit",
    "ReimzulMain, Usage: reimzul ",
    "ClientMain, Usage: reimzul-client"
  })
  void print_their_help_without_arguments(String main, String usage) throws Exception {
    Ran ran = run(Class.forName("org.reimzul.cli." + main));

    assertThat(ran.out()).startsWith(usage);
    assertThat(ran).returns(0, Ran::exit).returns("", Ran::err);
  }

  @Test
  void print_the_help_of_a_command_without_arguments() throws Exception {
    Ran ran = run(ReimzulMain.class, "submit");

    assertThat(ran.out()).startsWith("Usage: reimzul submit ");
    assertThat(ran).returns(0, Ran::exit).returns("", Ran::err);
  }

  @Test
  void exit_2_with_the_usage_on_stderr_when_called_wrongly() throws Exception {
    Ran ran = run(SubmitMain.class, "-s", "a-1-1.src.rpm");

    assertThat(ran.err()).contains("Missing required options").contains("Usage: reimzul-submit");
    assertThat(ran).returns(2, Ran::exit).returns("", Ran::out);
  }

  @Test
  void say_that_a_remote_user_has_no_configuration_yet() throws Exception {
    Ran ran = run(ClientMain.class, "-pbash", "-bc7", "-ax86_64", "-tc7", "--config", "/no/such");

    assertThat(ran).isEqualTo(new Ran(1, "", "reimzul-client: /no/such: no such file\n"));
  }

  @Test
  void queue_a_build_as_a_process_of_their_own() throws Exception {
    Path srpm = TinyPackages.source(dir, "tiny", "");
    try (TestFarm farm = TestFarm.start(dir.resolve("farm"))) {
      Ran ran =
          run(
              SubmitMain.class,
              farm.with("-s", srpm.toString(), "-a", "noarch", "-t", "c7", "-d", ".el7"));

      assertThat(ran)
          .isEqualTo(
              new Ran(
                  0,
                  "Submitted SRPM tiny-1.0-1.el7_4.src.rpm to build queue noarch for target"
                      + " c7.noarch (scratch: False) by "
                      + System.getProperty("user.name")
                      + "\n",
                  ""));
      assertThat(farm.take("noarch")).hasSize(1);
    }
  }

  @Test
  void follow_a_build_until_ctrl_c_and_say_that_it_goes_on() throws Exception {
    Path srpm = TinyPackages.source(dir, "tiny", "");
    try (TestFarm farm = TestFarm.start(dir.resolve("farm"));
        MovingRecord record = MovingRecord.start()) {
      farm.configure(farm.server().url(), record.base().toString(), "");
      Process process =
          start(
              ReimzulMain.class,
              farm.with(
                  "submit", srpm.toString(), "-anoarch", "-tc7", "-d.el7", "--wait", "--json"));
      BuildId id = Await.value(Duration.ofSeconds(20), "the build", () -> firstBuild());
      record.add(
          id,
          "{\"state\":\"QUEUED\",\"transitions\":[{\"state\":\"QUEUED\","
              + "\"at\":\"2026-03-04T05:06:07Z\",\"by\":\"s@h\",\"reason\":null}]}");
      Await.until(
          Duration.ofSeconds(20), "a step", () -> text("out").contains("\"step\":\"QUEUED\""));

      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

      Ran ran = ended(process);
      assertThat(ran.exit()).isEqualTo(130);
      assertThat(ran.err())
          .contains("The builds go on:\n  reimzul status " + id + "  tiny-1.0-1.el7_4.src.rpm");
      assertThat(farm.take("noarch")).hasSize(1);
    }
  }

  private Optional<BuildId> firstBuild() throws Exception {
    var line = text("out").lines().findFirst();
    return line.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BuildId(
                Json.read(line.get().getBytes(StandardCharsets.UTF_8))
                    .path("build_id")
                    .textValue()));
  }
}
