package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.jbeanstalk.TubeName;

/** Following builds by asking a controller whose record moves on with every answer. */
@Timeout(30)
class FollowIT {
  private static final String QUEUED = step("QUEUED", 0, "submit@here", "");
  private static final String BUILDING = step("BUILDING", 1, "worker@b1", "");
  private static final String PUBLISHED = step("PUBLISHED", 9, "bstore@s1", "");
  private static final String ON_B1 =
      "{\"token\":\"t1\",\"number\":1,\"host\":\"b1\",\"state\":\"LEASED\",\"reason\":null}";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final QueuedBuild hello = queued("hello", "x86_64");
  private final QueuedBuild other = queued("other", "noarch");
  private MovingRecord record;

  @BeforeEach
  void start() throws Exception {
    record = MovingRecord.start();
  }

  @AfterEach
  void stop() {
    record.close();
  }

  private static QueuedBuild queued(String name, String arch) {
    var job =
        new BuildJob(
            name + "-1-1.src.rpm",
            arch,
            "c7." + arch,
            ".el7",
            false,
            "tester",
            Optional.of(BuildId.mint(Instant.now())),
            Optional.empty(),
            Map.of());
    var source = new Source(job.srpm(), Optional.empty(), Optional.empty());
    return new QueuedBuild(new BuildRequest(source, job, TubeName.of(arch), Urgency.NORMAL), 1);
  }

  private static Instant at(int second) {
    return Instant.parse("2026-03-04T05:06:00Z").plusSeconds(second);
  }

  private static String time(int second) {
    return DateTimeFormatter.ofPattern("HH:mm:ss")
        .withZone(ZoneId.systemDefault())
        .format(at(second));
  }

  private static String step(String state, int second, String by, String reason) {
    return "{\"state\":\"%s\",\"at\":\"%s\",\"by\":\"%s\",\"reason\":%s}"
        .formatted(state, at(second), by, reason.isEmpty() ? "null" : "\"" + reason + "\"");
  }

  private static String document(String state, String reason, String steps, String attempts) {
    return "{\"state\":\"%s\",\"reason\":%s,\"transitions\":[%s],\"attempts\":[%s]}"
        .formatted(state, reason.isEmpty() ? "null" : "\"" + reason + "\"", steps, attempts);
  }

  private boolean follow(Display display, QueuedBuild... builds) throws Exception {
    var controller = new ControllerClient(record.base());
    return new Follow(controller, display, Duration.ofMillis(10)).untilEnded(List.of(builds));
  }

  private Display lines() {
    return new LineDisplay(new PrintWriter(out), new PrintWriter(err));
  }

  private void publish(QueuedBuild build) {
    record.add(
        build.request().id(),
        document("QUEUED", "", QUEUED, ""),
        document("BUILDING", "", QUEUED + "," + BUILDING, ON_B1),
        document("PUBLISHED", "", QUEUED + "," + BUILDING + "," + PUBLISHED, ON_B1));
  }

  @Test
  void prints_each_step_once_with_its_own_time() throws Exception {
    publish(hello);

    assertThat(follow(lines(), hello)).isTrue();

    assertThat(out.toString().lines())
        .containsExactly(
            time(0) + " hello-1-1.src.rpm x86_64 QUEUED",
            time(1) + " hello-1-1.src.rpm x86_64 BUILDING on b1",
            time(9) + " hello-1-1.src.rpm x86_64 PUBLISHED");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void misses_no_step_between_two_questions() throws Exception {
    record.add(
        hello.request().id(),
        document("PUBLISHED", "", QUEUED + "," + BUILDING + "," + PUBLISHED, ON_B1));

    follow(lines(), hello);

    assertThat(out.toString().lines()).hasSize(3);
  }

  @Test
  void tells_the_reason_of_a_failure_and_waits_for_the_others() throws Exception {
    String failed = step("FAILED", 3, "bstore@s1", "rpmbuild: exit 1");
    record.add(
        hello.request().id(), document("FAILED", "rpmbuild: exit 1", QUEUED + "," + failed, ""));
    publish(other);

    assertThat(follow(lines(), hello, other)).isFalse();

    assertThat(out.toString())
        .contains(" hello-1-1.src.rpm x86_64 FAILED: rpmbuild: exit 1\n")
        .endsWith(" other-1-1.src.rpm noarch PUBLISHED\n");
  }

  @Test
  void shows_that_another_worker_tries_again() throws Exception {
    String lost =
        "{\"number\":1,\"host\":\"b1\",\"state\":\"LOST\",\"reason\":\"the lease was lost\"}";
    String again =
        "{\"number\":2,\"host\":\"b2\",\"state\":\"BUILDING\",\"started\":\"%s\"}".formatted(at(5));
    record.add(
        hello.request().id(),
        document("BUILDING", "", QUEUED + "," + BUILDING, ON_B1),
        document("PUBLISHED", "", QUEUED + "," + BUILDING + "," + PUBLISHED, lost + "," + again));

    assertThat(follow(lines(), hello)).isTrue();

    assertThat(out.toString())
        .contains(time(5) + " hello-1-1.src.rpm x86_64 attempt 2 on b2: the lease was lost\n");
  }

  @Test
  void shows_each_return_to_the_queue_and_each_attempt_once() throws Exception {
    String again = again("QUEUED", at(4).toString(), 4, "rsync: no route");
    String first = again("BUILDING", "t1", 1, "");
    String second = again("BUILDING", "t2", 5, "");
    String b2 =
        "{\"token\":\"t2\",\"number\":2,\"host\":\"b2\",\"state\":\"BUILDING\",\"started\":\"%s\"}"
            .formatted(at(5));
    record.add(
        hello.request().id(),
        document(
            "PUBLISHED",
            "",
            String.join(",", QUEUED, first, again, second, PUBLISHED),
            ON_B1 + "," + b2));

    follow(lines(), hello);

    assertThat(out.toString().lines().map(line -> line.substring(line.indexOf("x86_64 ") + 7)))
        .containsExactly(
            "QUEUED", "BUILDING on b1", "QUEUED: rsync: no route", "attempt 2 on b2", "PUBLISHED");
  }

  private static String again(String state, String of, int second, String reason) {
    return step(state, second, "worker@b1", reason).replaceFirst("}$", ",\"of\":\"" + of + "\"}");
  }

  @Test
  void shows_what_a_build_waits_for() throws Exception {
    String waiting =
        document("QUEUED", "", QUEUED, "")
            .replaceFirst(
                "}$",
                ",\"waiting\":{\"reason\":\"after build X, which is BUILDING\",\"at\":\""
                    + at(2)
                    + "\"}}");
    record.add(hello.request().id(), waiting, waiting);
    publish(hello);

    follow(lines(), hello);

    assertThat(out.toString().lines().toList().get(1))
        .isEqualTo(time(2) + " hello-1-1.src.rpm x86_64 waits: after build X, which is BUILDING");
    assertThat(out.toString().lines()).hasSize(4);
  }

  @Test
  void ends_at_a_held_build_and_says_how_to_release_it() throws Exception {
    String held = step("HELD", 3, "worker@b1", "rsync: no route");
    record.add(hello.request().id(), document("HELD", "rsync: no route", QUEUED + "," + held, ""));

    assertThat(follow(lines(), hello)).isFalse();

    assertThat(out.toString()).endsWith(" HELD: rsync: no route\n");
    assertThat(err.toString())
        .isEqualTo(
            "hello-1-1.src.rpm (x86_64) is held; to try it again: reimzul retry "
                + hello.request().id()
                + "\n");
  }

  @Test
  void takes_a_skipped_build_for_a_good_end() throws Exception {
    record.add(
        hello.request().id(),
        document("SKIPPED", "not for this arch", step("SKIPPED", 1, "w@b", "not for it"), ""));

    assertThat(follow(lines(), hello)).isTrue();
  }

  @Test
  void waits_for_a_record_that_does_not_know_the_build_yet_and_says_so_once() throws Exception {
    for (int i = 0; i < 30; i++) {
      record.add(hello.request().id(), "404");
    }
    publish(hello);

    assertThat(follow(lines(), hello)).isTrue();

    assertThat(err.toString())
        .isEqualTo("the record does not know every build yet: does the dispatcher run?\n");
  }

  @Test
  void says_once_that_the_controller_is_away_and_once_that_it_is_back() throws Exception {
    record.add(hello.request().id(), document("QUEUED", "", QUEUED, ""), "503", "503", "503");
    publish(hello);

    assertThat(follow(lines(), hello)).isTrue();

    assertThat(err.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("the controller does not answer, waiting for it: http://127.")
                    .endsWith(" answers 503: \"not now\""),
            line -> assertThat(line).isEqualTo("the controller answers again"));
  }

  @Test
  void prints_json_for_scripts() throws Exception {
    publish(hello);

    follow(new JsonDisplay(new PrintWriter(out), new PrintWriter(err)), hello);

    assertThat(out.toString().lines().toList().get(1))
        .isEqualTo(
            "{\"build_id\":\"%s\",\"srpm\":\"hello-1-1.src.rpm\",\"arch\":\"x86_64\","
                + "\"step\":\"BUILDING\",\"at\":\"2026-03-04T05:06:01Z\",\"host\":\"b1\"}",
            hello.request().id());
  }

  @Test
  void redraws_one_row_for_each_build_on_a_terminal() throws Exception {
    publish(hello);
    String failed = step("FAILED", 3, "bstore@s1", "no \\u001b[2J compiler");
    record.add(
        other.request().id(),
        "404",
        document("FAILED", "no \\u001b[2J compiler", QUEUED + "," + failed, ""));

    follow(new TerminalDisplay(new PrintWriter(out)), hello, other);

    String[] frames = out.toString().split("\u001b\\[\\?7l", -1);
    assertThat(frames[1]).contains("hello-1-1.src.rpm", "QUEUED", "waits for its record");
    assertThat(frames[2]).startsWith("\u001b[2A");
    assertThat(frames[frames.length - 1])
        .contains("\u001b[32mPUBLISHED \u001b[0m    9 s")
        .contains("\u001b[31mFAILED    \u001b[0m    3 s: no ?[2J compiler");
  }
}
