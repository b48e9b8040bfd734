package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @Test
  void refuses_a_build_that_is_both_urgent_and_background() {
    Ran ran =
        Ran.submit(
            "-s", "a-1-1.src.rpm", "-a", "i386", "-t", "c7", "-d", ".el7", "--now", "--background");

    assertThat(ran.err()).contains("--now", "--background", "mutually exclusive");
    assertThat(ran).returns(2, Ran::exit).returns("", Ran::out);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "submit",
        "status",
        "builds",
        "why",
        "cancel",
        "retry",
        "withdraw",
        "wait-repo",
        "worker",
        "repogen",
        "reindex",
        "query",
        "fix-build",
        "stats",
        "config"
      })
  void prints_help_and_version_of_every_command(String command) {
    assertThat(Ran.reimzul(command, "--help"))
        .returns(0, Ran::exit)
        .extracting(Ran::out)
        .asString()
        .startsWith("Usage: reimzul " + command + " ")
        .contains("--config=FILE");
    assertThat(Ran.reimzul(command, "--version"))
        .returns(0, Ran::exit)
        .extracting(Ran::out)
        .asString()
        .startsWith("reimzul ");
  }

  @Test
  void takes_the_configuration_on_either_side_of_a_command() {
    String reason = "reimzul status: /no/such.ini: no such file\n";

    assertThat(Ran.reimzul("--config", "/no/such.ini", "status", "x").err()).isEqualTo(reason);
    assertThat(Ran.reimzul("status", "x", "--config", "/no/such.ini").err()).isEqualTo(reason);
    assertThat(Ran.submit("-sx", "-ax", "-tx", "-dx", "--config", "/no/such.ini"))
        .isEqualTo(new Ran(1, "", "reimzul-submit: /no/such.ini: no such file\n"));
  }

  @Test
  void does_not_read_a_word_that_begins_with_an_at_sign_as_a_file(@TempDir Path dir)
      throws Exception {
    String words = "@" + Files.writeString(dir.resolve("words"), "tiny-1-1.src.rpm");
    String config = Files.writeString(dir.resolve("reimzul.ini"), "").toString();

    assertThat(Ran.submit("-s", words, "-ai386", "-tc7", "-d.el7", "--config", config).err())
        .isEqualTo("reimzul-submit: no such file: \"" + words + "\"\n");
  }
}
