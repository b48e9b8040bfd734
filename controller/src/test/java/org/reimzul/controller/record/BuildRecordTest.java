package org.reimzul.controller.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.reimzul.controller.record.Told.BUILD;
import static org.reimzul.controller.record.Told.FIRST;
import static org.reimzul.controller.record.Told.SECOND;
import static org.reimzul.controller.record.Told.T0;
import static org.reimzul.controller.record.Told.applied;
import static org.reimzul.controller.record.Told.attempt;
import static org.reimzul.controller.record.Told.date;
import static org.reimzul.controller.record.Told.event;
import static org.reimzul.controller.record.Told.noted;
import static org.reimzul.controller.record.Told.notified;
import static org.reimzul.controller.record.Told.queued;
import static org.reimzul.controller.record.Told.submitted;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

class BuildRecordTest {
  private static final List<Told.Message> RETRIED_BUILD =
      List.of(
          submitted(),
          queued(1, 17),
          attempt(FIRST, "LEASED", 2, null),
          attempt(FIRST, "LOST", 5, "the reservation was lost"),
          noted(SECOND, "DONE", 9, "mock_commit", "17ab"),
          notified("Building", SECOND, 7),
          notified("Success", SECOND, 12));

  @Test
  void every_order_of_a_builds_messages_gives_the_same_document() throws Exception {
    Set<Document> documents = new HashSet<>();
    for (List<Told.Message> order : permutations(RETRIED_BUILD)) {
      documents.add(BuildDocument.of(applied(order)));
    }
    assertThat(documents).hasSize(1);
  }

  @Test
  void messages_that_come_again_at_any_place_change_nothing() throws Exception {
    Document once = BuildDocument.of(applied(RETRIED_BUILD));
    var random = new Random(42);
    for (int round = 0; round < 1000; round++) {
      List<Told.Message> shuffled = new ArrayList<>(RETRIED_BUILD);
      for (int again = 0; again < 4; again++) {
        shuffled.add(RETRIED_BUILD.get(random.nextInt(RETRIED_BUILD.size())));
      }
      Collections.shuffle(shuffled, random);
      assertThat(BuildDocument.of(applied(shuffled))).isEqualTo(once);
    }
  }

  @Test
  void storing_and_reading_between_two_messages_makes_no_difference() throws Exception {
    BuildRecord stored = BuildRecord.empty(BUILD.value());
    for (Told.Message message : RETRIED_BUILD) {
      BuildRecord next = message.on(stored);
      stored = StoredBuild.read(BuildDocument.of(next));
      assertThat(stored).isEqualTo(next);
    }
    assertThat(stored).isEqualTo(applied(RETRIED_BUILD));
  }

  @Test
  void no_message_moves_a_state_backwards() throws Exception {
    for (List<Told.Message> order : permutations(RETRIED_BUILD)) {
      BuildRecord build = BuildRecord.empty(BUILD.value());
      for (Told.Message message : order) {
        BuildRecord next = message.on(build);
        assertThat(next.state()).isGreaterThanOrEqualTo(build.state());
        build = next;
      }
      assertThat(build.state()).isEqualTo(BuildState.PUBLISHED);
    }
  }

  @Test
  void the_document_has_what_people_ask_for() throws Exception {
    Document document = BuildDocument.of(applied(RETRIED_BUILD));
    assertThat(document)
        .containsEntry("_id", BUILD.value())
        .containsEntry("state", "PUBLISHED")
        .containsEntry("reason", null)
        .containsEntry("srpm", "hello-1.0-1.src.rpm")
        .containsEntry("scratch", false)
        .containsEntry("submitted_at", date(0));
    assertThat(document.get("job", Document.class)).containsEntry("batch", 7);
    assertThat(document.get("queue", Document.class))
        .containsEntry("tube", "x86_64")
        .containsEntry("id", 17L)
        .containsEntry("priority", 1024L);
    assertThat(document.getList("transitions", Document.class))
        .extracting(d -> d.getString("state"), d -> d.get("at"))
        .containsExactly(
            tuple("QUEUED", date(0)),
            tuple("BUILDING", date(2)),
            tuple("BUILDING", date(7)),
            tuple("BUILT", date(9)),
            tuple("PUBLISHED", date(12)));
    assertThat(document.getList("attempts", Document.class))
        .extracting(d -> d.get("number"), d -> d.get("token"), d -> d.get("state"))
        .containsExactly(tuple(1, FIRST, "LOST"), tuple(2, SECOND, "DONE"));
  }

  @Test
  void a_build_that_waits_for_another_attempt_says_why_the_last_one_ended() throws Exception {
    BuildRecord build =
        applied(
            List.of(
                submitted(),
                attempt(FIRST, "LEASED", 2, null),
                attempt(FIRST, "FAILED", 4, "rsync does not answer")));
    assertThat(build.state()).isEqualTo(BuildState.BUILDING);
    assertThat(build.reason()).contains("rsync does not answer");
    assertThat(attempt(SECOND, "LEASED", 8, null).on(build).reason()).isEmpty();
  }

  @Test
  void a_failure_that_was_handed_over_does_not_show_as_built() throws Exception {
    BuildRecord build = applied(List.of(attempt(FIRST, "DONE", 4, "hello.c:1: error")));
    assertThat(build.state()).isEqualTo(BuildState.BUILDING);
    assertThat(build.reason()).contains("hello.c:1: error");
    assertThat(notified("Failed", FIRST, 6).on(build).state()).isEqualTo(BuildState.FAILED);
  }

  @Test
  void a_job_put_again_shows_its_newest_place() throws Exception {
    BuildRecord build = applied(List.of(queued(9, 4), queued(1, 17)));
    assertThat(build.queue()).map(QueuePlace::id).contains(4L);
  }

  @Test
  void the_submitters_word_of_the_job_beats_a_workers() throws Exception {
    BuildRecord build = applied(List.of(notified("Building", FIRST, 3), submitted()));
    assertThat(build.submission().orElseThrow().json().path("batch").intValue()).isEqualTo(7);
  }

  @Test
  void collecting_for_signing_is_noted_and_is_not_a_signature() throws Exception {
    BuildRecord build =
        applied(
            List.of(notified("Success", FIRST, 3), b -> b.apply(event(EventKind.STAGED, 5, null))));
    assertThat(build.state()).isEqualTo(BuildState.PUBLISHED);
    assertThat(build.stagedAt()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"attempt\":\"x\",\"state\":\"LEASED\",\"host\":\"h\"}",
        "{\"attempt\":\"00000000000000aa\",\"state\":\"ASLEEP\",\"host\":\"h\"}",
        "{\"attempt\":\"00000000000000aa\",\"state\":\"LEASED\",\"host\":7}"
      })
  void data_that_an_attempt_event_does_not_have_are_malformed(String data) throws Exception {
    FarmEvent bad =
        new FarmEvent(
            "e",
            EventKind.ATTEMPT,
            T0,
            "x",
            Optional.of(BUILD),
            Optional.empty(),
            Json.read(data.getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> BuildRecord.empty(BUILD.value()).apply(bad))
        .isInstanceOf(MalformedMessageException.class);
  }

  private static <T> List<List<T>> permutations(List<T> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      List<T> others = new ArrayList<>(items);
      T first = others.remove(i);
      for (List<T> rest : permutations(others)) {
        List<T> one = new ArrayList<>(List.of(first));
        one.addAll(rest);
        all.add(one);
      }
    }
    return all;
  }

  @Test
  void what_workers_note_of_an_attempt_adds_up() throws Exception {
    Document document =
        BuildDocument.of(
            applied(
                List.of(
                    noted(FIRST, "BUILDING", 2, "mock_commit", "17ab"),
                    noted(FIRST, "FAILED", 5, "class", "infrastructure"))));

    assertThat(document.getList("attempts", Document.class).get(0).get("notes"))
        .isEqualTo(new Document("mock_commit", "17ab").append("class", "infrastructure"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "$set", "", "A"})
  void a_note_has_a_name_that_the_record_can_keep(String name) {
    assertThatThrownBy(() -> noted(FIRST, "BUILDING", 2, name, "x").on(empty()))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("notes");
  }

  private static BuildRecord empty() {
    return BuildRecord.empty(BUILD.value());
  }
}
