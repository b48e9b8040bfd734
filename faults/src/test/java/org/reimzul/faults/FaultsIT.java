package org.reimzul.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.testkit.Namespaces;
import org.reimzul.testkit.ServerProcess;

/** The harness as its user runs it, for a short while. */
@Timeout(300)
class FaultsIT {
  @TempDir Path dir;

  @BeforeEach
  void rootOnly() {
    assumeTrue(Namespaces.allowed(), "namespaces and mounts are not allowed here");
  }

  private ServerProcess faults(String... more) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.reimzul.faults.Faults",
                "--dist",
                System.getProperty("reimzul.dist"),
                "--root",
                System.getProperty("reimzul.root")));
    argv.addAll(List.of(more));
    return ServerProcess.start("faults", dir.resolve("faults.log"), Map.of(), argv);
  }

  @Test
  void a_farm_under_fire_keeps_its_promises() throws IOException, InterruptedException {
    try (ServerProcess faults = faults("--seed", "3", "--builds", "16", "--faults", "4")) {
      int exit = faults.awaitExit(Duration.ofMinutes(4));

      assertThat(faults.logText())
          .containsPattern( // more builds are submitted while a fault finds nobody at work
              "builds=\\d+ faults=4 lost=0 twice=0 unexpected=0 reader_failures=0 leftovers=0\n");
      assertThat(exit).isZero();
    }
  }
}
