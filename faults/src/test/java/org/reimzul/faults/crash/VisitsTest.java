package org.reimzul.faults.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitsTest {
  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void name() {
    file = dir.resolve("state");
  }

  private Visits of(String... names) throws IOException {
    return new Visits(file, List.of(names));
  }

  @Test
  void add_up_over_runs() throws IOException {
    for (int run = 0; run < 2; run++) {
      Visits visits = of("a.b");
      visits.add("a.b");
      visits.save();
    }
    assertThat(of("a.b").of("a.b")).isEqualTo(2);
  }

  @Test
  void of_a_run_that_broke_a_promise_do_not_count() throws IOException {
    Visits broken = of("a.b");
    broken.add("a.b");
    assertThat(broken.of("a.b")).isEqualTo(1);
    assertThat(of("a.b").of("a.b")).isZero();
  }

  @Test
  void of_runs_at_the_same_time_are_all_counted() throws IOException {
    Visits one = of("a.b", "c.d");
    Visits other = of("a.b", "c.d");
    for (Visits each : List.of(one, other)) {
      each.add("a.b");
      each.add("c.d");
    }
    one.save();
    other.save();
    Visits next = of("a.b", "c.d");
    assertThat(List.of(next.of("a.b"), next.of("c.d"))).containsExactly(2, 2);
  }

  @Test
  void of_other_points_are_kept_and_not_counted() throws IOException {
    Files.writeString(file, "a.b 19\nc.d 3\n");
    Visits part = of("a.b");
    part.add("a.b");
    assertThat(part.lacking(20)).isZero();
    part.save();
    assertThat(of("a.b", "c.d").of("c.d")).isEqualTo(3);
  }

  @Test
  void tell_what_is_lacking_by_the_beginning_of_a_name() throws IOException {
    Files.writeString(file, "a.b 20\nc.d 3\n");
    Visits visits = of("a.b", "c.d");
    assertThat(visits.lacks("c.", 20)).isTrue();
    assertThat(visits.lacks("a.", 20)).isFalse();
  }
}
