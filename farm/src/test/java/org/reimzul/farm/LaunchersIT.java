package org.reimzul.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the distribution's programs say of themselves. */
class LaunchersIT {
  private static final Path BIN = Path.of(System.getProperty("reimzul.dist")).resolve("bin");

  @TempDir Path dir;

  private record Ran(int exit, String said) {}

  private Ran run(Path program, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words));
    Path said = dir.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), Files.readString(said));
  }

  private static List<Path> launchers() throws IOException {
    try (Stream<Path> programs = Files.list(BIN)) {
      return programs.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void every_launcher_has_help(Path program) throws Exception {
    assertThat(run(program, "--help"))
        .returns(0, Ran::exit)
        .extracting(Ran::said)
        .asString()
        .startsWith("Usage: " + program.getFileName());
  }

  @Test
  void the_one_that_makes_archives_makes_none_when_it_is_told_what_it_does_not_know()
      throws Exception {
    Ran ran = run(BIN.resolve("reimzul-cds"), "--dry-run");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.said()).startsWith("reimzul-cds takes no arguments\n");
  }
}
