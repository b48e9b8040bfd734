package org.reimzul.bstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Farm;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.Status;
import org.reimzul.testkit.Programs;

/** Programs that a repogen worker runs, killed a few times before they are let run. */
class KilledProgramsIT {
  private static final int KILLS = 3;

  @TempDir Path dir;
  private Farm farm;

  @BeforeEach
  void start() throws Exception {
    farm = new Farm(dir);
  }

  @AfterEach
  void stop() {
    farm.repogen().kill(); // an orderly end takes seconds, and another test shows it
    farm.close();
  }

  private void launchWithKilled(String program, String before) throws IOException {
    Path bin = Files.createDirectories(dir.resolve("bin"));
    Path script = bin.resolve(program);
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo run >>%1$s/runs
        if [ "$(wc -l <%1$s/runs)" -le %2$d ]; then
          %3$s
          kill -9 $$
        fi
        exec %4$s "$@"
        """
            .formatted(dir, KILLS, before, Programs.require(program)));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    farm.repogen().launch(Map.of("PATH", bin + ":" + System.getenv("PATH")));
  }

  private void aBuildIsPublished() throws Exception {
    Attempt attempt = farm.hand(Attempt.of("hello"));
    assertThat(farm.notifications().end(attempt.build()).status()).isEqualTo(Status.SUCCESS);
    assertThat(farm.listed()).hasSize(3);
    assertThat(Files.readAllLines(dir.resolve("runs"))).hasSizeGreaterThan(KILLS);
  }

  @Test
  void createrepo_leaves_half_a_repodata_that_nobody_sees() throws Exception {
    launchWithKilled(
        "createrepo_c",
        """
        while [ "$1" != --outputdir ]; do shift; done
          mkdir -p "$2/.repodata" && echo half >"$2/.repodata/primary.xml"\
        """);
    aBuildIsPublished();
    assertThat(Trees.children(farm.repository().resolve(".generations"))).hasSizeLessThan(3);
  }

  @Test
  void rpmkeys_has_said_nothing_of_the_package() throws Exception {
    launchWithKilled("rpmkeys", ":");
    aBuildIsPublished();
  }

  @Test
  void rpm_has_said_nothing_of_the_package() throws Exception {
    launchWithKilled("rpm", ":");
    aBuildIsPublished();
  }
}
