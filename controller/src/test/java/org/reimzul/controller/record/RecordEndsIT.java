package org.reimzul.controller.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.controller.Messages;
import org.reimzul.controller.TestBuilds;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;

/** Ends without a result, in the history and in the questions that others ask the record. */
class RecordEndsIT {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final String FIRST = "00000000000000aa";
  private static final String SECOND = "00000000000000bb";

  @TempDir static Path dir;
  private static TestMongo mongo;
  private static FarmRecord record;
  private final BuildId build = BuildId.mint(NOW);

  @BeforeAll
  static void open() throws Exception {
    mongo = new TestMongo(dir);
    record = new FarmRecord(mongo.config());
  }

  @AfterAll
  static void close() {
    record.close();
    mongo.close();
  }

  @BeforeEach
  void forget() {
    List.of("builds", "notify_history", "workers")
        .forEach(name -> mongo.database().getCollection(name).deleteMany(new Document()));
  }

  private BuildEvent notified(String status, String attempt, int second) throws Exception {
    byte[] body =
        Messages.ours(status, build.value(), attempt, "").getBytes(StandardCharsets.UTF_8);
    BuildEvent event = BuildEvent.decode(body);
    record.add(event, body, NOW.plusSeconds(second));
    return event;
  }

  private FarmEvent event(EventKind kind, int second) {
    return FarmEvent.of(kind, NOW.plusSeconds(second), "worker@b", build, "because");
  }

  private FarmEvent attempt(String token, String state, int second) {
    return event(EventKind.ATTEMPT, second)
        .with("attempt", token)
        .with("state", state)
        .with("host", "b");
  }

  private FarmEvent ended(String state) {
    var job =
        Told.job().put("build_id", build.value()); // of another time than the test's own messages
    return event(EventKind.ENDED, 60).with("job", job).with("state", state);
  }

  private static List<Document> history() {
    return mongo
        .database()
        .getCollection("notify_history")
        .find()
        .sort(new Document("attempt", 1).append("timestamp", 1))
        .into(new ArrayList<>());
  }

  private static List<String> statuses() {
    return history().stream().map(document -> document.getString("status")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "LOST", "ABORTED"})
  void an_attempt_that_ends_without_a_result_builds_no_more(String state) throws Exception {
    notified("Building", FIRST, 1);
    notified("Building", SECOND, 95);
    record.add(attempt(SECOND, "LEASED", 1));
    assertThat(statuses()).containsExactly("Done", "Building");
    record.add(attempt(FIRST, state, 2));
    assertThat(statuses()).containsExactly("Done", "Building");
    record.add(attempt(SECOND, state, 3));
    assertThat(statuses()).containsExactly("Done", "Done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CANCELED", "SKIPPED"})
  void an_end_without_a_result_closes_the_building_of_the_build(String state) throws Exception {
    notified("Building", FIRST, 1);
    record.add(ended(state));
    assertThat(statuses()).containsExactly("Done");
  }

  @Test
  void a_held_build_builds_no_more_and_a_released_one_does_again() throws Exception {
    notified("Building", FIRST, 1);
    record.add(event(EventKind.HELD, 60).with("tube", "held").with("queue_id", 9));
    assertThat(statuses()).containsExactly("Done");
    record.add(attempt(SECOND, "LEASED", 90));
    notified("Building", SECOND, 95);
    assertThat(statuses()).containsExactly("Done", "Building");
  }

  @Test
  void a_beginning_that_arrives_after_the_word_of_its_end_is_done() throws Exception {
    record.add(attempt(FIRST, "FAILED", 5));
    notified("Building", FIRST, 1);
    assertThat(statuses()).containsExactly("Done");
    record.add(ended("CANCELED"));
    notified("Building", SECOND, 95);
    assertThat(statuses()).containsExactly("Done", "Done");
  }

  @Test
  void a_failure_that_was_handed_over_is_building_until_bstore_says_so() throws Exception {
    notified("Building", FIRST, 1);
    record.add(attempt(FIRST, "DONE", 5));
    assertThat(statuses()).containsExactly("Building");
  }

  @Test
  void a_repeated_commit_gives_a_lost_history_its_ends_back_and_an_intact_one_nothing()
      throws Exception {
    BuildEvent result = notified("Success", FIRST, 9);
    Document intact = history().get(0);
    FarmEvent again =
        event(EventKind.COMMITTED, 90)
            .with("job", result.job().toJson())
            .with("state", "PUBLISHED")
            .with("committed", NOW.toString())
            .with("result", result.toJson());
    record.add(again);
    assertThat(history()).containsExactly(intact);
    Optional<Document> before = record.queries().document(build);
    forget();
    record.add(again);
    assertThat(history()).containsExactly(intact);
    Document after = record.queries().document(build).orElseThrow();
    for (String key : List.of("state", "reason", "result", "srpm", "target", "submitter")) {
      assertThat(after.get(key)).isEqualTo(before.orElseThrow().get(key));
    }
  }

  private FarmEvent repeated(BuildEvent result, String state) {
    return event(EventKind.COMMITTED, 90)
        .with("job", result.job().toJson())
        .with("state", state)
        .with("committed", NOW.toString())
        .with("result", result.toJson());
  }

  @Test
  void a_repeated_commit_of_a_build_that_has_no_end_yet_leaves_it_to_the_reconciler()
      throws Exception {
    BuildEvent result = notified("Success", FIRST, 9);
    forget();
    queued(build, NOW);
    record.add(repeated(result, "PUBLISHED"));
    assertThat(history()).isEmpty();
    assertThat(unended()).containsExactly(build.value());
  }

  @Test
  void a_withdrawn_build_whose_success_was_never_told_is_left_to_the_reconciler() throws Exception {
    BuildEvent result = notified("Success", FIRST, 9);
    forget();
    queued(build, NOW);
    record.add(ended("WITHDRAWN"));
    assertThat(unended()).containsExactly(build.value());
    record.add(repeated(result, "WITHDRAWN"));
    assertThat(unended()).containsExactly(build.value());
    notified("Success", FIRST, 9);
    assertThat(unended()).isEmpty();
    assertThat(record.queries().find(build).orElseThrow().state()).isEqualTo(BuildState.WITHDRAWN);
  }

  private static List<String> unended() throws Exception {
    return record.queries().unended(Heard.never(NOW), Optional.empty(), 9).stream()
        .map(BuildRecord::id)
        .toList();
  }

  @Test
  void an_old_commit_that_is_repeated_does_not_become_the_latest() throws Exception {
    BuildEvent old = notified("Success", FIRST, 9);
    forget();
    notified("Success", SECOND, 9);
    mongo
        .database()
        .getCollection("notify_history")
        .updateMany(
            new Document(), new Document("$set", new Document("timestamp", "20270101000000")));
    record.add(
        event(EventKind.COMMITTED, 90)
            .with("job", old.job().toJson())
            .with("state", "PUBLISHED")
            .with("committed", NOW.toString())
            .with("result", old.toJson()));
    assertThat(history())
        .extracting(d -> d.get("attempt"), d -> d.get("latest_build"))
        .containsExactly(tuple(FIRST, false), tuple(SECOND, true));
  }

  @Test
  void the_unended_are_told_in_pages_and_the_young_and_the_ended_are_left_out() throws Exception {
    List<BuildId> old = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      old.add(BuildId.mint(NOW.plusMillis(i)));
      queued(old.get(i), i < 4 ? NOW : NOW.plus(Duration.ofDays(9))); // by a clock that is ahead
    }
    queued(BuildId.mint(NOW.plusMillis(9)), NOW.plus(Duration.ofHours(1)));
    record.add(ended("CANCELED"));
    Heard limit = Heard.recently(NOW.plus(Duration.ofHours(1)), Duration.ofMinutes(59));
    List<BuildRecord> first = record.queries().unended(limit, Optional.empty(), 3);
    List<BuildRecord> second = record.queries().unended(limit, Optional.of(old.get(2)), 3);
    assertThat(first).extracting(BuildRecord::id).containsExactlyElementsOf(values(old, 0, 3));
    assertThat(second).extracting(BuildRecord::id).containsExactlyElementsOf(values(old, 3, 5));
    assertThat(first.get(0)).isEqualTo(record.queries().find(old.get(0)).orElseThrow());
    assertThat(first.get(0).queue()).map(QueuePlace::tube).contains("x86_64");
  }

  @Test
  void a_job_that_a_worker_has_named_can_be_put_again() throws Exception {
    var job = TestBuilds.job();
    record.add(
        TestBuilds.event(EventKind.QUEUED, job, "its submitter gave it no build id")
            .with("tube", "x86_64")
            .with("queue_id", 7)
            .with("job", job.toJson()));
    BuildRecord known = record.queries().find(job.requireBuildId()).orElseThrow();
    assertThat(known.job()).contains(job.toJson());
    assertThat(known.queue()).map(QueuePlace::id).contains(7L);
  }

  @Test
  void a_document_of_before_is_old_and_is_read_as_it_is() throws Exception {
    queued(build, NOW);
    mongo
        .database()
        .getCollection("builds")
        .updateOne(
            new Document("_id", build.value()),
            new Document(
                "$unset",
                new Document("heard_at", 1).append("last_wait", 1).append("queue.retries", 1)));
    assertThat(
            record
                .queries()
                .unended(Heard.recently(NOW, Duration.ofSeconds(9)), Optional.empty(), 9))
        .hasSize(1);
  }

  private static List<String> values(List<BuildId> ids, int from, int to) {
    return ids.subList(from, to).stream().map(BuildId::value).toList();
  }

  private static void queued(BuildId id, Instant at) throws Exception {
    record.add(
        FarmEvent.of(EventKind.QUEUED, at, "reimzul@h", id, null)
            .with("tube", "x86_64")
            .with("queue_id", 1));
  }

  @Test
  void a_worker_is_known_by_its_latest_word_and_since_when() throws Exception {
    worker(10, "up", null);
    worker(20, "up", null);
    worker(40, "draining", "a new kernel");
    worker(30, "up", null);
    worker(50, "draining", "a new kernel");
    assertThat(record.queries().workers())
        .singleElement()
        .isEqualTo(
            new Document("_id", "b1/2")
                .append("host", "b1")
                .append("name", "2")
                .append("state", "draining")
                .append("reason", "a new kernel")
                .append("since", Date.from(NOW.plusSeconds(40)))
                .append("seen", Date.from(NOW.plusSeconds(50))));
  }

  private static void worker(int second, String state, String reason) throws Exception {
    record.add(FarmEvent.ofWorker(NOW.plusSeconds(second), "b1", "2", state, reason));
  }
}
