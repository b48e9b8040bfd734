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
    of("a.b").add("a.b");
    of("a.b").add("a.b");
    assertThat(of("a.b").of("a.b")).isEqualTo(2);
  }

  @Test
  void of_runs_at_the_same_time_are_all_counted() throws IOException {
    Visits one = of("a.b", "c.d");
    Visits other = of("a.b", "c.d");
    one.add("a.b");
    other.add("a.b");
    one.add("c.d");
    other.add("c.d");
    assertThat(List.of(other.of("a.b"), other.of("c.d"), one.of("a.b"))).containsExactly(2, 2, 2);
  }

  @Test
  void of_other_points_are_kept_and_not_counted() throws IOException {
    Files.writeString(file, "a.b 19\nc.d 3\n");
    Visits part = of("a.b");
    part.add("a.b");
    assertThat(part.lacking(20)).isZero();
    assertThat(of("a.b", "c.d").of("c.d")).isEqualTo(3);
  }
}
