package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Status;
import org.reimzul.jbeanstalk.Job;

/** {@code --after}: builds that wait for others. */
@Timeout(60)
class AfterIT extends AgainstFarm {
  @TempDir static Path packages;
  private static Path tiny;

  private final BuildJob parent = Jobs.tiny();
  private final BuildJob second = Jobs.tiny();

  @BeforeAll
  static void makePackage() throws Exception {
    tiny = TinyPackages.source(packages, "tiny", "");
  }

  private Ran submit(String after) {
    return farm.submit(
        "-s", tiny.toString(), "-a", "noarch", "-t", "c7", "-d", ".el7", "--after", after);
  }

  private void recorded(BuildJob job, String state) {
    record.add(job.requireBuildId(), Jobs.document(job, state, "noarch", 1).toString());
  }

  @Test
  void puts_the_build_into_the_tube_of_those_that_wait() throws Exception {
    recorded(parent, "BUILDING");
    recorded(second, "QUEUED");
    String ids = parent.requireBuildId() + "," + second.requireBuildId();

    Ran ran = submit(ids);

    assertThat(ran.out())
        .startsWith("Submitted SRPM tiny-1.0-1.el7_4.src.rpm to build queue after for target c7")
        .endsWith(", after " + ids.replace(",", ", ") + "\n");
    assertThat(farm.take("noarch")).isEmpty();
    Job put = farm.take("after").get(0);
    assertThat(BuildJob.decode(put.body()).after())
        .containsExactly(parent.requireBuildId(), second.requireBuildId());
    List<FarmEvent> events = farm.takeEvents();
    assertThat(events.get(0).data().path("job").path("after")).hasSize(2);
    assertThat(events.get(1).data().toString())
        .isEqualTo("{\"tube\":\"after\",\"queue_id\":%d}".formatted(put.id()));
  }

  @Test
  void names_the_build_in_the_everyday_form_before_those_it_waits_for() throws Exception {
    recorded(parent, "BUILDING");
    String id = parent.requireBuildId().value();

    Ran ran = farm.reimzul("submit", tiny.toString(), "-anoarch", "-tc7", "-d.el7", "--after", id);

    assertThat(ran.out())
        .endsWith(
            ", build "
                + BuildJob.decode(farm.take("after").get(0).body()).requireBuildId()
                + ", after "
                + id
                + "\n");
  }

  @Test
  void takes_a_published_build_for_one_to_wait_for() throws Exception {
    bstore.commit(parent, Status.SUCCESS);

    assertThat(submit(parent.requireBuildId().value()).exit()).isZero();
  }

  @Test
  void refuses_to_wait_for_a_build_that_has_failed() throws Exception {
    bstore.commit(parent, Status.FAILED);

    assertThat(submit(parent.requireBuildId().value()).err())
        .endsWith("--after: build " + parent.requireBuildId() + " has failed: rpmbuild: exit 1\n");
    assertThat(farm.everPut()).isZero();
    assertThat(farm.incomingFiles()).isEmpty();
  }

  @Test
  void refuses_a_word_that_is_no_build_id() throws Exception {
    assertThat(submit("../x").err()).endsWith("build_id is not a build id: \"../x\"\n");
    assertThat(farm.everPut()).isZero();
  }

  @Test
  void only_warns_while_nobody_can_tell_whether_there_is_such_a_build() throws Exception {
    record.otherwise("503");

    Ran ran = submit(parent.requireBuildId().value());

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("whether there is a build " + parent.requireBuildId());
    assertThat(farm.take("after")).hasSize(1);
  }

  @Test
  void gives_the_record_time_to_hear_of_the_parent() throws Exception {
    record.add(parent.requireBuildId(), "404", "404");
    recorded(parent, "QUEUED");

    assertThat(submit(parent.requireBuildId().value()).exit()).isZero();
  }

  @Test
  void refuses_a_build_that_nobody_knows() throws Exception {
    String config = "[controller]\nurl = " + record.base() + "\n" + bstore.section();
    var fates = new Fates(FarmSettings.read(Settings.parse(config, "test")));
    var check = new ParentsCheck(fates, Duration.ZERO, warning -> {});
    BuildId unknown = parent.requireBuildId();

    assertThat(refusal(check, unknown)).isEqualTo("--after: nobody knows a build " + unknown);
  }

  private static String refusal(ParentsCheck check, BuildId build) throws Exception {
    try {
      return check.check(List.of(build.value())).toString();
    } catch (UserException e) {
      return e.getMessage();
    }
  }
}
