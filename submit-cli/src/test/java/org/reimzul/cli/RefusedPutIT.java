package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue that takes one message and not the next. */
class RefusedPutIT {
  private static final String TINY = "tiny-1.0-1.el7_4.src.rpm";

  @TempDir Path dir;

  @BeforeEach
  void makePackage() throws Exception {
    TinyPackages.source(dir, "tiny", "");
  }

  private Ran submitTo(ScriptedQueue queue) throws Exception {
    Path config = dir.resolve("reimzul.ini");
    String ini = "[beanstalkd]\nurl = %s\n[controller]\nincoming = %s\n";
    Files.writeString(config, ini.formatted(queue.url(), dir));
    return Ran.submit("-s", TINY, "-ai386,noarch", "-tc7", "-d.el7", "--config", config.toString());
  }

  @Test
  void says_that_a_build_may_be_built_once_the_record_knows_of_it() throws Exception {
    try (var queue = new ScriptedQueue("INSERTED 1", "OUT_OF_MEMORY")) {
      Ran ran = submitTo(queue);

      assertThat(ran.err())
          .endsWith(
              "; not acknowledged, may be built all the same: "
                  + TINY
                  + " (i386); not queued: "
                  + TINY
                  + " (noarch)\n");
      assertThat(ran).returns(1, Ran::exit).returns("", Ran::out);
    }
  }

  @Test
  void takes_back_a_job_that_the_server_could_only_bury() throws Exception {
    try (var queue = new ScriptedQueue("BURIED 7")) {
      Ran ran = submitTo(queue);

      assertThat(ran.err()).endsWith("; nothing was queued\n");
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(queue.commands()).containsExactly("put 8192", "delete 7");
    }
  }

  @Test
  void counts_a_build_as_queued_when_only_the_word_of_its_place_is_lost() throws Exception {
    try (var queue =
        new ScriptedQueue(
            "INSERTED 1", "INSERTED 2", "INSERTED 3", "INSERTED 4", "INSERTED 5", "DRAINING")) {
      Ran ran = submitTo(queue);

      assertThat(ran.out()).hasLineCount(2);
      assertThat(ran.exit()).isZero();
      assertThat(ran.err())
          .startsWith("reimzul-submit: " + TINY + " (noarch) is queued, but the record was not ")
          .hasLineCount(1);
    }
  }
}
