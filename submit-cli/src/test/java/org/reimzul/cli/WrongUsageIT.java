package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be meant is wrong usage, whichever command is told it: exit 2, nothing queued. */
class WrongUsageIT {
  @TempDir static Path dir;
  private static TestFarm farm;

  @BeforeAll
  static void start() throws Exception {
    farm = TestFarm.start(dir);
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status junk",
        "why junk",
        "cancel junk",
        "retry junk",
        "withdraw junk -m no",
        "wait-repo c9 junk",
        "wait-repo c9 01m0sx8azd41ne6abcdef9zzzz --timeout 9999999h",
        "worker drain a,b",
        "worker resume @1",
        "repogen c9",
        "repogen c/9.x86_64",
        "query -s Failed -t c9"
      })
  void ends_with_2_and_says_what_is_wrong(String words) throws Exception {
    Ran ran = farm.reimzul(words.split(" "));

    assertThat(ran).returns(2, Ran::exit).returns("", Ran::out);
    assertThat(ran.err()).contains("not ").contains("Usage: reimzul ");
    assertThat(farm.everPut()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--wait", "--timeout=3s", "--json"})
  void a_client_that_does_not_listen_cannot_do_what_it_would_hear(String option) {
    Ran ran =
        Ran.client(
            "-pbash", "-bc7", "-ax86_64", "-tc7", "--no-answer", option, "--config", "/no/such");

    assertThat(ran).returns(2, Ran::exit).returns("", Ran::out);
    assertThat(ran.err()).startsWith("--no-answer waits for nothing: not together with --");
  }

  @Test
  void a_name_that_nobody_has_is_no_wrong_usage() throws Exception {
    assertThat(farm.reimzul("repogen", "c9.vax").exit()).isEqualTo(1);
  }
}
