package org.reimzul.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
  private static final String ORIGINAL_JOB =
      "{\"srpm\": \"bash-4.2-1.el7.src.rpm\", \"arch\": \"armhfp\", \"target\": \"c7.u.armhfp\","
          + " \"disttag\": \".el7\", \"scratch\": false, \"submitter\": \"kb\"}";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void reads_a_job_of_the_original_and_writes_the_same_keys() throws Exception {
    BuildJob job = BuildJob.decode(bytes(ORIGINAL_JOB));
    assertThat(job.buildId()).isEmpty();
    assertThat(Json.read(job.encode())).isEqualTo(Json.read(bytes(ORIGINAL_JOB)));
  }

  @Test
  void a_job_without_scratch_and_submitter_is_served() throws Exception {
    BuildJob job =
        BuildJob.decode(
            bytes(
                "{\"srpm\":\"a-1-1.src.rpm\",\"arch\":\"x86_64\",\"target\":\"t.x86_64\",\"disttag\":\".x\"}"));
    assertThat(job.scratch()).isFalse();
    assertThat(job.submitter()).isEqualTo("unknown");
  }

  @Test
  void unknown_keys_travel_through_to_the_result() throws Exception {
    String extra = ORIGINAL_JOB.replace("}", ", \"ticket\": {\"id\": [1, null]}}");
    BuildEvent event =
        eventOf(BuildJob.decode(bytes(extra)).withBuildId(BuildId.mint(Instant.now())));
    BuildEvent again = BuildEvent.decode(event.encode());
    assertThat(again).isEqualTo(event);
    assertThat(again.toJson().at("/ticket/id/0").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | not a JSON object",
        "nonsense | not JSON",
        "{\"srpm\":1} | srpm is not a string",
        "{\"arch\":\"x86_64\"} | the key srpm is missing",
        "{\"srpm\":null} | the key srpm is missing",
        "{} {} | not JSON",
        "{\"srpm\":\"a\",\"srpm\":\"b\"} | not JSON",
      })
  void says_what_is_wrong_with_a_job(String body, String reason) {
    assertThatThrownBy(() -> BuildJob.decode(bytes(body)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void a_value_outside_its_grammar_is_malformed() {
    assertThatThrownBy(() -> BuildJob.decode(bytes(ORIGINAL_JOB.replace("c7.u", "../c7"))))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("target is not");
  }

  @Test
  void deep_nesting_and_rubbish_are_malformed_not_a_crash() {
    assertThatThrownBy(() -> BuildJob.decode(bytes("[".repeat(60_000))))
        .isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> BuildJob.decode(new byte[65_535]))
        .isInstanceOf(MalformedMessageException.class);
  }

  private static byte[] nested(int depth) {
    String lists = "[".repeat(depth - 1) + "]".repeat(depth - 1);
    return bytes(ORIGINAL_JOB.replace("}", ", \"ticket\": " + lists + "}"));
  }

  @Test
  void a_job_nested_so_deep_that_its_commit_could_not_be_read_is_malformed() throws Exception {
    BuildJob deepest = BuildJob.decode(nested(16)).withBuildId(BuildId.mint(Instant.now()));
    var manifest = new Manifest(eventOf(deepest), Instant.EPOCH, Instant.EPOCH, List.of());
    var commit = Json.object().put("committed", Instant.EPOCH.toString());
    commit.set("manifest", manifest.toJson());
    assertThat(Commit.decode(Json.write(commit)).job()).isEqualTo(deepest);
    assertThatThrownBy(() -> FarmJob.decode(nested(17)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("nested more than 16 deep");
  }

  @Test
  void a_result_nested_too_deep_is_malformed_too() throws Exception {
    var job = BuildJob.decode(bytes(ORIGINAL_JOB)).withBuildId(BuildId.mint(Instant.now()));
    var event = eventOf(job).toJson();
    event.set("ticket", Json.read(nested(17)).get("ticket"));
    assertThatThrownBy(() -> BuildEvent.decode(Json.write(event)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("nested more than 16 deep");
  }

  @Test
  void an_attempt_of_no_build_is_malformed() throws Exception {
    byte[] event = eventOf(BuildJob.decode(bytes(ORIGINAL_JOB))).encode();
    assertThatThrownBy(() -> BuildEvent.decode(event))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("build_id");
  }

  @Test
  void the_word_of_a_refusal_fits_into_a_tube_whatever_was_refused() {
    String foreign = "\"\u0007".repeat(40_000);
    FarmEvent event =
        FarmEvent.rejected(Instant.now(), "x@here", foreign, 7, bytes(foreign), foreign);
    assertThat(event.encode()).hasSizeLessThan(65_535);
    assertThat(event.reason().orElseThrow()).startsWith("\"\u0007");
    var held =
        FarmEvent.of(EventKind.HELD, Instant.now(), "x", BuildId.mint(Instant.now()), foreign);
    assertThat(held.encode()).hasSizeLessThan(65_535);
  }

  @Test
  void a_reason_that_is_passed_on_fits_into_a_tube_however_long_it_was() {
    String foreign = "\u0007".repeat(60_000);
    var notice = new Notice("jane", Instant.now(), foreign);
    assertThat(notice.encode()).hasSizeLessThan(65_535);
    var news =
        new RequestNews(
            "e",
            "jane",
            "r",
            Optional.empty(),
            RequestNews.REFUSED,
            Optional.of(foreign),
            Optional.empty(),
            Optional.empty(),
            Instant.now());
    assertThat(news.encode()).hasSizeLessThan(65_535);
  }

  @Test
  void a_newer_message_is_told_apart_from_a_malformed_one() {
    assertThatThrownBy(() -> BuildJob.decode(bytes("{\"v\": 2, \"what\": \"ever\"}")))
        .isInstanceOf(NewerMessageException.class);
  }

  @Test
  void a_manifest_reads_back_as_it_was() throws Exception {
    BuildEvent result =
        eventOf(BuildJob.decode(bytes(ORIGINAL_JOB)).withBuildId(BuildId.mint(Instant.now())));
    var manifest =
        new Manifest(
            result,
            Instant.parse("2026-11-21T12:00:00Z"),
            Instant.parse("2026-11-21T12:01:00Z"),
            List.of(
                new Artifact("build.log", 3, "0".repeat(64), Optional.empty()),
                new Artifact(
                    "bash-4.2-1.el7.src.rpm",
                    9,
                    "1".repeat(64),
                    Optional.of(Nevra.parse("bash-0:4.2-1.el7.src")))));
    assertThat(Manifest.decode(manifest.encode())).isEqualTo(manifest);
  }

  @Test
  void an_event_reads_back_as_it_was() throws Exception {
    var event =
        FarmEvent.of(
                EventKind.QUEUED, Instant.now(), "submit@here", BuildId.mint(Instant.now()), null)
            .with("tube", "x86_64")
            .with("queue_id", 1L << 40);
    assertThat(FarmEvent.decode(event.encode())).isEqualTo(event);
  }

  private static BuildEvent eventOf(BuildJob job) {
    return new BuildEvent(
        job,
        Status.SUCCESS,
        "builder1",
        "4.2-1.el7",
        "bash",
        "20261121120000",
        Optional.of(AttemptToken.mint()),
        Optional.empty());
  }
}
