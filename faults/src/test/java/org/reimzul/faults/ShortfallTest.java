package org.reimzul.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShortfallTest {
  private final Wanted wanted = new Wanted(200, 64, 1, "", false, false);

  private List<String> of(int builds, int faults) {
    return Shortfall.of(wanted, builds, faults, Optional.empty());
  }

  @Test
  void there_is_none_where_enough_was_done() {
    assertThat(of(200, 64)).isEmpty();
    assertThat(of(250, 70)).isEmpty();
  }

  @Test
  void too_few_builds_or_faults_are_one() {
    assertThat(of(199, 64)).containsExactly("only 199 of 200 builds");
    assertThat(of(200, 63)).containsExactly("only 63 of 64 faults");
  }

  @Test
  void a_thread_that_died_is_one() throws InterruptedException {
    var sound = new Errand("sound", () -> {});
    var dying =
        new Errand(
            "dying",
            () -> {
              throw new IllegalStateException("no more");
            });

    assertThat(sound.end()).isEmpty();
    assertThat(Shortfall.of(wanted, 200, 64, dying.end()))
        .containsExactly("nobody submitted any more: java.lang.IllegalStateException: no more");
  }
}
