package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Json;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.TubeName;

/** {@code reimzul status} and {@code reimzul why}. */
class AskIT {
  private static final BuildId BUILD = new BuildId("01m0sx8azd41ne6abcdef9zzzz");
  private static final String FAILED =
      """
      {"_id": "01m0sx8azd41ne6abcdef9zzzz", "version": 7, "srpm": "hello-1-1.src.rpm",
       "arch": "x86_64", "target": "c7.x86_64", "scratch": true, "submitter": "joe",
       "state": "FAILED", "reason": "rpmbuild: exit 1",
       "transitions": [
         {"state": "QUEUED", "at": "2026-03-04T05:06:07Z", "by": "submit@here", "reason": null},
         {"state": "BUILDING", "at": "2026-03-04T05:06:08Z", "by": "worker@b1", "reason": null},
         {"state": "FAILED", "at": "2026-03-04T05:07:09Z", "by": "s", "reason": "rpmbuild: exit 1"}],
       "attempts": [{"token": "t", "number": 1, "host": "b1", "state": "DONE", "reason": null}],
       "result": {"pkgname": "hello", "evr": "1-1", "timestamp": "20260304050608", "builder": "b1"}}
      """;

  @TempDir Path dir;
  private TestFarm farm;
  private MovingRecord record;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    record = MovingRecord.start();
    farm.configure(
        farm.server().url(), record.base().toString(), "[bstore]\nbase_url = http://b/bstore");
  }

  @AfterEach
  void stop() {
    record.close();
    farm.close();
  }

  @Test
  void shows_a_record_on_one_screen() {
    record.add(BUILD, FAILED);

    Ran ran = farm.reimzul("status", BUILD.value());

    assertThat(ran.exit()).isZero();
    assertThat(ran.out().lines().map(line -> line.replaceAll("2026-03-0.? ..:0", "TIME:0")))
        .containsExactly(
            "Build      01m0sx8azd41ne6abcdef9zzzz",
            "Package    hello-1-1.src.rpm",
            "Target     c7.x86_64 (scratch)",
            "Arch       x86_64",
            "Submitter  joe",
            "State      FAILED",
            "Reason     rpmbuild: exit 1",
            "Result     http://b/bstore/scratch/c7.x86_64/hello/20260304050608/1-1.x86_64/",
            "History",
            "  TIME:06:07  QUEUED",
            "  TIME:06:08  BUILDING on b1",
            "  TIME:07:09  FAILED: rpmbuild: exit 1",
            "Attempt 1  DONE on b1");
  }

  @Test
  void prints_the_record_itself_as_json() throws Exception {
    record.add(BUILD, FAILED);

    String printed = farm.reimzul("status", "--json", BUILD.value()).out();

    assertThat(printed).hasLineCount(1);
    assertThat(Json.read(printed.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Json.read(FAILED.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void says_that_there_is_no_such_build() {
    assertThat(farm.reimzul("status", BUILD.value()))
        .isEqualTo(
            new Ran(1, "", "reimzul status: the record has no build 01m0sx8azd41ne6abcdef9zzzz\n"));
    assertThat(farm.reimzul("why", "no/../id"))
        .returns(2, Ran::exit)
        .returns("", Ran::out)
        .extracting(Ran::err)
        .asString()
        .startsWith("build_id is not a build id: \"no/../id\"\n");
  }

  @Test
  void says_that_the_controller_is_away() {
    record.close();

    Ran ran = farm.reimzul("status", BUILD.value());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).endsWith(" cannot be reached: Connection refused\n").hasLineCount(1);
  }

  @Test
  void gives_the_reason_of_an_end() {
    record.add(BUILD, FAILED);

    assertThat(farm.reimzul("why", BUILD.value()))
        .isEqualTo(new Ran(0, "FAILED: rpmbuild: exit 1\n", ""));
  }

  @Test
  void gives_scripts_all_that_it_knows_of_the_reason() throws Exception {
    record.add(BUILD, FAILED);

    String why = farm.reimzul("why", "--json", BUILD.value()).out();

    assertThat(why).hasLineCount(1);
    assertThat(Json.read(why.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            Json.read(
                """
                {"build_id": "01m0sx8azd41ne6abcdef9zzzz", "state": "FAILED",
                 "reason": "rpmbuild: exit 1", "details": []}
                """
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void tells_what_a_queued_build_waits_for() throws Exception {
    try (Beanstalk queue = farm.connect()) {
      long id = put(queue, "build_id\":\"" + BUILD);
      record.add(BUILD, queued(id));

      assertThat(farm.reimzul("why", BUILD.value()).out())
          .isEqualTo(
              """
              QUEUED
              job 1 in tube x86_64, priority 8192, waits for a worker
              tube x86_64: 1 waiting, 0 being built, 0 workers: none runs, or none reaches the queue
              """);

      queue.watch(TubeName.of("x86_64"));
      Job job = queue.reserveJob(id).orElseThrow();
      assertThat(farm.reimzul("why", BUILD.value()).out())
          .isEqualTo("QUEUED\njob 1 in tube x86_64, priority 8192, is held by a worker\n");

      queue.bury(job.id(), Tubes.BUILD);
      assertThat(farm.reimzul("why", BUILD.value()).out())
          .endsWith("is buried: a person has to kick it\n");
    }
  }

  @Test
  void does_not_take_another_job_of_that_number_for_the_build() throws Exception {
    try (Beanstalk queue = farm.connect()) {
      record.add(BUILD, queued(put(queue, "build_id\":\"" + BuildId.mint(Instant.now()))));
    }

    assertThat(farm.reimzul("why", BUILD.value()).out())
        .isEqualTo("QUEUED\njob 1 is no longer in the queue\n");
  }

  private static long put(Beanstalk queue, String id) throws Exception {
    String job =
        "{\"srpm\":\"a-1-1.src.rpm\",\"arch\":\"x86_64\",\"target\":\"c7.x86_64\","
            + "\"disttag\":\".el7\",\""
            + id
            + "\"}";
    byte[] body = job.getBytes(StandardCharsets.UTF_8);
    return queue.put(TubeName.of("x86_64"), body, Tubes.BUILD, Duration.ZERO, Tubes.TTR);
  }

  private static String queued(long id) {
    return "{\"state\": \"QUEUED\", \"reason\": null,"
        + " \"queue\": {\"tube\": \"x86_64\", \"id\": %d, \"priority\": 8192}}".formatted(id);
  }
}
