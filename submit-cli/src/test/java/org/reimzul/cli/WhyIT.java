package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.TubeName;

/** {@code reimzul why} and {@code status} of builds that are held or wait for others. */
class WhyIT {
  private final BuildJob parent = Jobs.tiny();
  private final BuildJob job = Jobs.tiny().withAfter(List.of(parent.requireBuildId()));
  private final BuildId build = job.requireBuildId();

  @TempDir Path dir;
  private TestFarm farm;
  private MovingRecord record;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    record = MovingRecord.start();
    farm.configure(farm.server().url(), record.base().toString(), "");
  }

  @AfterEach
  void stop() {
    record.close();
    farm.close();
  }

  private ObjectNode queuedIn(TubeName tube, String state) throws Exception {
    try (Beanstalk queue = farm.connect()) {
      long id = queue.put(tube, job.encode(), Tubes.BUILD, Duration.ZERO, Tubes.TTR);
      return Jobs.document(job, state, tube.value(), id);
    }
  }

  @Test
  void says_how_to_go_on_with_a_held_build() throws Exception {
    var document = queuedIn(Tubes.HELD, "HELD").put("reason", "5 times: rsync: no route");
    record.add(build, document.put("retries", 5).toString());

    assertThat(farm.reimzul("why", build.value()))
        .isEqualTo(
            new Ran(
                0,
                """
                HELD: 5 times: rsync: no route
                to try it again: reimzul retry %1$s
                to call it off: reimzul cancel %1$s
                job 1 in tube held, priority 8192, stands aside
                """
                    .formatted(build),
                ""));
  }

  @Test
  void tells_with_which_configuration_the_last_attempt_was_made_and_whose_fault_it_was()
      throws Exception {
    var document = Jobs.document(job, "FAILED", "noarch", 9).put("reason", "dependency: b");
    document
        .putArray("attempts")
        .addObject()
        .put("number", 1)
        .put("state", "DONE")
        .put("host", "h")
        .putObject("notes")
        .put("class", "dependency")
        .put("mock_config", "mock/el9.x86_64.cfg")
        .put("mock_commit", "17ab")
        .put("mock_stale", "git fetch: exit 128");
    record.add(build, document.toString());
    String notes =
        """
        class of failure: dependency
        mock configuration: mock/el9.x86_64.cfg at commit 17ab
        its last good clone, as it could not be pulled: git fetch: exit 128
        """;

    assertThat(farm.reimzul("why", build.value()).out())
        .isEqualTo("FAILED: dependency: b\n" + notes);
    assertThat(farm.reimzul("status", build.value()).out())
        .endsWith("Attempt 1  DONE on h\n" + notes.indent(2));
  }

  @Test
  void names_the_builds_that_a_build_waits_for() throws Exception {
    ObjectNode document = queuedIn(Tubes.AFTER, "QUEUED");
    document.putObject("waiting").put("reason", "1 of 1 builds is not published");
    record.add(build, document.toString());
    record.add(parent.requireBuildId(), Jobs.document(parent, "BUILDING", "noarch", 9).toString());

    assertThat(farm.reimzul("why", build.value()).out())
        .isEqualTo(
            """
            QUEUED
            waits: 1 of 1 builds is not published
            after build %s, which is BUILDING
            job 1 in tube after, priority 8192, waits for the controller
            """
                .formatted(parent.requireBuildId()));
  }

  @Test
  void tells_how_often_a_build_was_tried() throws Exception {
    ObjectNode document = queuedIn(TubeName.of("noarch"), "QUEUED").put("retries", 2);
    document.putObject("waiting").put("reason", "rsync: no route");
    record.add(build, document.toString());

    assertThat(farm.reimzul("why", build.value()).out())
        .startsWith(
            "QUEUED\nwaits: rsync: no route\nthe infrastructure has failed it 2 times\njob 1 in ");
    assertThat(farm.reimzul("status", build.value()).out())
        .contains("Waits      rsync: no route\n")
        .contains("After      " + parent.requireBuildId() + "\n")
        .contains("Retries    2\n");
  }
}
