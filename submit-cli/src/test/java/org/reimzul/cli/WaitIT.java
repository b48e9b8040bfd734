package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reimzul submit --wait} from the order to the end. */
class WaitIT {
  private static final String END =
      "{\"state\": \"%1$s\", \"reason\": \"%2$s\", \"transitions\": [{\"state\": \"%1$s\","
          + " \"at\": \"2026-03-04T05:06:07Z\", \"by\": \"s@h\", \"reason\": \"%2$s\"}]}";

  @TempDir Path dir;
  private TestFarm farm;
  private MovingRecord record;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    record = MovingRecord.start();
    farm.configure(
        farm.server().url(),
        record.base().toString(),
        "[target c9]\narches = noarch\ndisttag = .el9");
  }

  @AfterEach
  void stop() {
    record.close();
    farm.close();
  }

  @Test
  void exits_0_once_the_build_is_published() throws Exception {
    record.otherwise(END.formatted("PUBLISHED", ""));
    Path srpm = TinyPackages.source(dir, "tiny", "");

    Ran ran = farm.reimzul("submit", srpm.toString(), "-t", "c9", "--wait");

    assertThat(ran.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("Submitted SRPM tiny-1.0-1.el7_4.src.rpm to "),
            line -> assertThat(line).endsWith(" tiny-1.0-1.el7_4.src.rpm noarch PUBLISHED"));
    assertThat(ran).returns(0, Ran::exit).returns("", Ran::err);
  }

  @Test
  void exits_1_with_the_reason_when_the_build_failed() throws Exception {
    record.otherwise(END.formatted("FAILED", "rpmbuild: exit 1"));
    Path srpm = TinyPackages.source(dir, "tiny", "");

    Ran ran = farm.reimzul("submit", srpm.toString(), "-t", "c9", "--wait");

    assertThat(ran.out()).endsWith(" tiny-1.0-1.el7_4.src.rpm noarch FAILED: rpmbuild: exit 1\n");
    assertThat(ran.exit()).isEqualTo(1);
  }
}
