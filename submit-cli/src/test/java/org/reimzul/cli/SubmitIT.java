package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Json;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeName;

/** What a submission leaves in a real queue. */
class SubmitIT {
  private static final String USER = System.getProperty("user.name");
  private static final String TINY = "tiny-1.0-1.el7_4.src.rpm";
  private static final String OTHER = "other-1.0-1.el7_4.src.rpm";

  @TempDir static Path packages;
  private static Path tiny;
  private static Path other;

  @TempDir Path dir;
  private TestFarm farm;

  @BeforeAll
  static void makePackages() throws Exception {
    tiny = TinyPackages.source(packages, "tiny", "");
    other = TinyPackages.source(packages, "other", "");
  }

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    Files.copy(tiny, farm.incoming().resolve(TINY));
    Files.copy(other, farm.incoming().resolve(OTHER));
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  @Test
  void prints_the_original_line_and_nothing_else() {
    Ran ran = farm.submit("-s", TINY, "-a", "armhfp", "-t", "c7.1708.u", "-d", ".el7_4");

    assertThat(ran)
        .isEqualTo(
            new Ran(
                0,
                "Submitted SRPM "
                    + TINY
                    + " to build queue armv7l for target c7.1708.u.armhfp (scratch: False) by "
                    + USER
                    + "\n",
                ""));
  }

  @Test
  void queues_the_keys_of_the_original_with_their_values() throws Exception {
    farm.submit("--srpm", TINY, "--arch", "armhfp", "--target", "c7.1708.u", "--disttag", ".el7_4");

    ObjectNode job = Json.read(farm.take("armv7l").get(0).body());
    assertThat(job.remove("build_id").textValue()).hasSize(26);
    assertThat(job.remove("srpm_sha256").textValue()).isEqualTo(Incoming.sha256(tiny));
    assertThat(job).isEqualTo(originalJob());
  }

  private static ObjectNode originalJob() throws Exception {
    try (InputStream in = SubmitIT.class.getResourceAsStream("original-job.json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Json.read(text.replace("SUBMITTER", USER).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void puts_with_the_original_priority_delay_and_ttr() throws Exception {
    farm.submit("-s", TINY, "-a", "x86_64", "-t", "c7", "-d", ".el7");

    assertThat(onlyJobOf("x86_64"))
        .extracting(job -> job.pri().value(), JobStats::delay, JobStats::ttr, JobStats::state)
        .containsExactly(8192L, Duration.ZERO, Duration.ofMinutes(2), JobStats.State.READY);
  }

  @Test
  void gives_an_urgent_build_and_one_of_a_mass_rebuild_their_priorities() throws Exception {
    farm.submit("-s", TINY, "-a", "aarch64", "-t", "c7", "-d", ".el7", "--now");
    farm.submit("-s", TINY, "-a", "ppc64", "-t", "c7", "-d", ".el7", "--background");

    assertThat(onlyJobOf("aarch64").pri().value()).isEqualTo(1024);
    assertThat(onlyJobOf("ppc64").pri().value()).isEqualTo(16384);
  }

  private JobStats onlyJobOf(String tube) throws Exception {
    try (Beanstalk queue = farm.connect()) {
      queue.use(TubeName.of(tube));
      assertThat(queue.statsTube(TubeName.of(tube)).orElseThrow().currentJobsReady()).isEqualTo(1);
      return queue.statsJob(queue.peekReady().orElseThrow().id()).orElseThrow();
    }
  }

  @Test
  void says_and_sends_that_a_build_is_scratch() throws Exception {
    Ran ran = farm.submit("-s", TINY, "-a", "x86_64", "-t", "c7", "-d", ".el7", "--scratch");

    assertThat(ran.out()).endsWith(" (scratch: True) by " + USER + "\n");
    assertThat(BuildJob.decode(farm.take("x86_64").get(0).body()).scratch()).isTrue();
  }

  @Test
  void queues_each_package_once_for_each_arch() throws Exception {
    Ran ran =
        farm.submit(
            "-s",
            TINY,
            "-s",
            OTHER,
            "-s",
            TINY,
            "-a",
            "x86_64,armhfp",
            "-a",
            "armv7l",
            "-a",
            "x86_64",
            "-t",
            "c7",
            "-d",
            ".el7");

    assertThat(ran.exit()).isZero();
    assertThat(jobsIn("x86_64")).containsExactly(TINY + " c7.x86_64", OTHER + " c7.x86_64");
    assertThat(jobsIn("armv7l"))
        .containsExactly(
            TINY + " c7.armhfp", TINY + " c7.armv7l", OTHER + " c7.armhfp", OTHER + " c7.armv7l");
    assertThat(ran.out().lines()).hasSize(6).doesNotHaveDuplicates();
  }

  private List<String> jobsIn(String tube) throws Exception {
    List<String> found = new ArrayList<>();
    for (Job job : farm.take(tube)) {
      BuildJob build = BuildJob.decode(job.body());
      found.add(build.srpm() + " " + build.target());
    }
    return found;
  }

  @Test
  void tells_the_record_of_the_whole_job_first_and_then_where_it_is() throws Exception {
    farm.submit("-s", TINY, "-a", "x86_64", "-t", "c7", "-d", ".el7", "--now");

    Job job = farm.take("x86_64").get(0);
    List<FarmEvent> events = farm.takeEvents();
    assertThat(events)
        .extracting(FarmEvent::kind)
        .containsExactly(EventKind.SUBMITTED, EventKind.QUEUED);
    assertThat(events)
        .extracting(FarmEvent::build)
        .containsOnly(BuildJob.decode(job.body()).buildId());
    assertThat(events.get(0).data().path("job")).isEqualTo(Json.read(job.body()));
    assertThat(events.get(0).data().path("priority").asLong()).isEqualTo(1024);
    assertThat(events.get(1).data().path("tube").asText()).isEqualTo("x86_64");
    // three puts in this order: submitted, job, queued
    assertThat(job.id()).isEqualTo(2);
    assertThat(events.get(1).data().path("queue_id").asLong()).isEqualTo(2);
  }

  @Test
  void prints_one_json_object_for_each_build_when_asked() throws Exception {
    Ran ran = farm.submit("-s", TINY, "-a", "i686,aarch64", "-t", "c7", "-d", ".el7", "--json");

    List<String> lines = ran.out().lines().toList();
    assertThat(lines).hasSize(2);
    ObjectNode first = Json.read(lines.get(0).getBytes(StandardCharsets.UTF_8));
    Job job = farm.take("i386").get(0);
    assertThat(first.remove("tube").asText()).isEqualTo("i386");
    assertThat(first.remove("queue_id").asLong()).isEqualTo(job.id());
    assertThat(first.remove("priority").asLong()).isEqualTo(8192);
    assertThat(first).isEqualTo(Json.read(job.body()));
  }

  @Test
  void serves_an_arch_that_only_this_farm_has() throws Exception {
    farm.configure("[farm]\narches = riscv64");

    assertThat(farm.submit("-s", TINY, "-a", "riscv64", "-t", "c7", "-d", ".el7").exit()).isZero();
    assertThat(farm.take("riscv64")).hasSize(1);
  }

  @Test
  void places_a_package_given_by_its_path() throws Exception {
    Files.delete(farm.incoming().resolve(TINY));

    Ran ran = farm.submit("-s", tiny.toString(), "-a", "x86_64", "-t", "c7", "-d", ".el7");

    assertThat(ran.exit()).isZero();
    assertThat(farm.incomingFiles()).containsExactly(OTHER, TINY);
    assertThat(farm.incoming().resolve(TINY)).hasSameBinaryContentAs(tiny);
    assertThat(Files.getPosixFilePermissions(farm.incoming().resolve(TINY)))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(BuildJob.decode(farm.take("x86_64").get(0).body()).srpmSha256())
        .contains(Incoming.sha256(tiny));
  }

  @Test
  void is_content_with_the_same_package_in_incoming_already() throws Exception {
    Ran ran = farm.submit("-s", tiny.toString(), "-a", "x86_64", "-t", "c7", "-d", ".el7");

    assertThat(ran.exit()).isZero();
    assertThat(farm.incomingFiles()).containsExactly(OTHER, TINY);
    assertThat(farm.take("x86_64")).hasSize(1);
  }

  @Test
  void takes_arches_and_dist_tag_from_the_target_in_the_everyday_form() throws Exception {
    farm.configure("[target c9]\narches = x86_64, armhfp\ndisttag = .el9");

    Ran ran = farm.reimzul("submit", TINY, "-t", "c9");

    BuildJob first = BuildJob.decode(farm.take("x86_64").get(0).body());
    BuildJob second = BuildJob.decode(farm.take("armv7l").get(0).body());
    assertThat(ran.out().lines())
        .containsExactly(
            "Submitted SRPM "
                + TINY
                + " to build queue x86_64 for target c9.x86_64 (scratch: False) by "
                + USER
                + ", build "
                + first.requireBuildId(),
            "Submitted SRPM "
                + TINY
                + " to build queue armv7l for target c9.armhfp (scratch: False) by "
                + USER
                + ", build "
                + second.requireBuildId());
    assertThat(second.distTag()).isEqualTo(".el9");
  }

  @Test
  void prefers_what_is_said_over_what_the_target_has() throws Exception {
    farm.configure("[target c9]\narches = x86_64\ndisttag = .el9");

    farm.reimzul("submit", "-t", "c9", "-a", "ppc64le", "-d", ".el9_4", TINY, OTHER);

    assertThat(farm.take("x86_64")).isEmpty();
    List<Job> jobs = farm.take("ppc64le");
    assertThat(jobs).hasSize(2);
    assertThat(BuildJob.decode(jobs.get(0).body()).distTag()).isEqualTo(".el9_4");
  }

  @Test
  void requests_repodata() throws Exception {
    Ran ran = farm.reimzul("repogen", "c7.1708.u.x86_64");

    assertThat(ran).isEqualTo(new Ran(0, "Requested repodata of c7.1708.u.x86_64 (job 1)\n", ""));
    assertThat(farm.take("createrepo").get(0).body())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"target\":\"c7.1708.u.x86_64\"}");
  }
}
