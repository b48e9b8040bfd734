package org.reimzul.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashPointIT {
  @TempDir private Path points;

  /** Comes to two points, as a process of its own. */
  static final class Traveller {
    private Traveller() {}

    public static void main(String[] args) {
      CrashPoint.reach("test.first");
      CrashPoint.reach("test.second");
    }
  }

  @BeforeEach
  void makePlaceForOrders() throws Exception {
    Files.createDirectory(points.resolve("arm"));
  }

  private int travel(String... options) throws Exception {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Traveller.class.getName()));
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Test
  void halts_once_at_the_point_that_is_armed() throws Exception {
    Files.createFile(points.resolve("arm/test.second"));
    String option = "-D" + CrashPoint.PROPERTY + "=" + points;
    assertThat(travel(option)).isEqualTo(137);
    assertThat(points.resolve("visited")).hasContent("test.second");
    assertThat(travel(option)).isZero();
  }

  @Test
  void does_nothing_without_the_property() throws Exception {
    Files.createFile(points.resolve("arm/test.first"));
    assertThat(travel()).isZero();
    assertThat(points.resolve("arm/test.first")).exists();
  }
}
