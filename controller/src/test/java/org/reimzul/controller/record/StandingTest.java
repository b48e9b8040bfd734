package org.reimzul.controller.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.reimzul.controller.record.Told.BUILD;
import static org.reimzul.controller.record.Told.FIRST;
import static org.reimzul.controller.record.Told.SECOND;
import static org.reimzul.controller.record.Told.applied;
import static org.reimzul.controller.record.Told.at;
import static org.reimzul.controller.record.Told.attempt;
import static org.reimzul.controller.record.Told.committed;
import static org.reimzul.controller.record.Told.date;
import static org.reimzul.controller.record.Told.ended;
import static org.reimzul.controller.record.Told.event;
import static org.reimzul.controller.record.Told.held;
import static org.reimzul.controller.record.Told.inAnyOrder;
import static org.reimzul.controller.record.Told.notified;
import static org.reimzul.controller.record.Told.queued;
import static org.reimzul.controller.record.Told.released;
import static org.reimzul.controller.record.Told.requeued;
import static org.reimzul.controller.record.Told.result;
import static org.reimzul.controller.record.Told.submitted;
import static org.reimzul.controller.record.Told.waits;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reimzul.controller.record.Told.Message;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.MalformedMessageException;

class StandingTest {
  private static final List<Message> FAILED_ONCE =
      List.of(
          submitted(),
          queued(1, 17),
          attempt(FIRST, "LEASED", 2, null),
          attempt(FIRST, "FAILED", 5, "rsync does not answer"),
          requeued(6, 1, "rsync does not answer; again in 60 s"));

  private static List<Message> and(List<Message> before, Message... more) {
    List<Message> all = new ArrayList<>(before);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void a_retried_build_is_queued_again_and_says_why_where_and_how_often() throws Exception {
    Document document = inAnyOrder(FAILED_ONCE);
    assertThat(document)
        .containsEntry("state", "QUEUED")
        .containsEntry("reason", "rsync does not answer; again in 60 s")
        .containsEntry("retries", 1L);
    assertThat(document.get("queue", Document.class))
        .containsEntry("id", 106L)
        .containsEntry("delay", 60L);
    assertThat(document.get("waiting", Document.class))
        .containsEntry("reason", "rsync does not answer; again in 60 s")
        .containsEntry("at", date(6));
    assertThat(document.getList("transitions", Document.class))
        .extracting(d -> d.get("state"), d -> d.get("at"), d -> d.get("by"))
        .containsExactly(
            tuple("QUEUED", date(0), "someone@host"),
            tuple("BUILDING", date(2), "someone@host"),
            tuple("QUEUED", date(6), "someone@host"));
  }

  @Test
  void the_next_attempt_clears_what_it_waited_for() throws Exception {
    Document document = inAnyOrder(and(FAILED_ONCE, attempt(SECOND, "LEASED", 70, null)));
    assertThat(document)
        .containsEntry("state", "BUILDING")
        .containsEntry("reason", null)
        .containsEntry("waiting", null)
        .containsEntry("retries", 1L);
  }

  @Test
  void the_latest_word_of_waiting_counts_until_there_is_progress() throws Exception {
    List<Message> waiting =
        and(FAILED_ONCE, waits(10, "no worker watches x86_64"), waits(20, "host b1 is drained"));
    assertThat(inAnyOrder(waiting).get("waiting", Document.class))
        .containsEntry("reason", "host b1 is drained");
    assertThat(inAnyOrder(and(waiting, attempt(SECOND, "LEASED", 30, null))))
        .containsEntry("waiting", null);
    assertThat(
            inAnyOrder(
                    and(waiting, attempt(SECOND, "LEASED", 30, null), waits(40, "bstore is away")))
                .get("waiting", Document.class))
        .containsEntry("reason", "bstore is away");
    assertThat(inAnyOrder(and(waiting, waits(21, null)))).containsEntry("waiting", null);
    assertThat(inAnyOrder(and(waiting, notified("Success", SECOND, 15))))
        .containsEntry("waiting", null);
  }

  @Test
  void an_attempt_whose_end_nobody_tells_is_lost_once_it_must_be_over() throws Exception {
    List<Message> silent = List.of(submitted(), queued(1, 17), attempt(FIRST, "BUILDING", 2, null));
    assertThat(attempts(silent)).containsExactly(tuple("BUILDING", null, null));
    List<Message> followed = and(silent, attempt(SECOND, "LEASED", 70, null));
    String reason = "nothing was heard of its end";
    assertThat(attempts(followed))
        .containsExactly(tuple("LOST", date(70), reason), tuple("LEASED", null, null));
    List<Message> ended = and(silent, ended("CANCELED", 80, "canceled by jane"));
    assertThat(attempts(ended)).containsExactly(tuple("LOST", date(80), reason));
    assertThat(attempts(and(ended, attempt(FIRST, "ABORTED", 81, "the worker stops"))))
        .containsExactly(tuple("ABORTED", date(81), "the worker stops"));
  }

  private static List<Tuple> attempts(List<Message> messages) throws Exception {
    return inAnyOrder(messages).getList("attempts", Document.class).stream()
        .map(d -> tuple(d.get("state"), d.get("ended"), d.get("reason")))
        .toList();
  }

  @Test
  void a_held_build_stays_held_until_somebody_releases_it() throws Exception {
    List<Message> holding = and(FAILED_ONCE, held(50, "5 tries failed; reimzul retry BUILD"));
    Document held = inAnyOrder(holding);
    assertThat(held)
        .containsEntry("state", "HELD")
        .containsEntry("reason", "5 tries failed; reimzul retry BUILD")
        .containsEntry("waiting", null)
        .containsEntry("retries", 5L);
    assertThat(held.get("queue", Document.class)).containsEntry("tube", "held");
    Document free = inAnyOrder(and(holding, released(60)));
    assertThat(free)
        .containsEntry("state", "QUEUED")
        .containsEntry("reason", "released by jane")
        .containsEntry("retries", 0L);
    assertThat(inAnyOrder(and(holding, released(60), held(90, "again"))))
        .containsEntry("state", "HELD");
  }

  @Test
  void a_late_word_of_an_old_try_does_not_release_a_held_build() throws Exception {
    List<Message> holding = and(FAILED_ONCE, held(50, "5 tries failed"));
    assertThat(inAnyOrder(and(holding, attempt(SECOND, "LEASED", 40, null), released(30))))
        .containsEntry("state", "HELD");
    assertThat(inAnyOrder(and(holding, attempt(SECOND, "LEASED", 60, null))))
        .containsEntry("state", "BUILDING");
    assertThat(inAnyOrder(and(holding, ended("CANCELED", 60, "jane called it off"))))
        .containsEntry("state", "CANCELED");
  }

  @ParameterizedTest
  @CsvSource({"CANCELED, called off by jane", "SKIPPED, already published by build x"})
  void an_end_without_a_result_has_its_reason_and_no_result(String state, String reason)
      throws Exception {
    Document document =
        inAnyOrder(
            and(
                FAILED_ONCE,
                notified("Building", SECOND, 70),
                ended(state, 75, reason),
                attempt(SECOND, "ABORTED", 76, reason)));
    assertThat(document)
        .containsEntry("state", state)
        .containsEntry("reason", reason)
        .containsEntry("result", null);
  }

  @Test
  void a_withdrawal_comes_after_publishing_whatever_arrives_first() throws Exception {
    Document document =
        inAnyOrder(
            and(FAILED_ONCE, notified("Success", SECOND, 80), ended("WITHDRAWN", 20, "it bites")));
    assertThat(document).containsEntry("state", "WITHDRAWN").containsEntry("reason", "it bites");
    assertThat(document.get("result", Document.class)).containsEntry("status", "Success");
  }

  @Test
  void a_stale_attempts_events_change_nothing_after_the_end() throws Exception {
    List<Message> done = and(FAILED_ONCE, notified("Success", SECOND, 80));
    Document before = inAnyOrder(done);
    Document after =
        inAnyOrder(
            and(
                done,
                notified("Building", FIRST, 85),
                attempt(FIRST, "DONE", 90, null),
                requeued(91, 2, "lost"),
                held(92, "too often"),
                waits(93, "something")));
    for (String key : List.of("state", "reason", "result", "waiting")) {
      assertThat(after).containsEntry(key, before.get(key));
    }
  }

  @Test
  void a_reservation_lost_after_the_hand_over_leaves_the_attempt_done() throws Exception {
    Document document =
        inAnyOrder(
            List.of(attempt(FIRST, "DONE", 4, null), attempt(FIRST, "LOST", 5, "the job is gone")));
    assertThat(document.getList("attempts", Document.class))
        .extracting(d -> d.get("state"), d -> d.get("reason"))
        .containsExactly(tuple("DONE", null));
    assertThat(document).containsEntry("state", "BUILT");
  }

  @Test
  void a_worker_whose_clock_is_behind_the_submitters_is_building_all_the_same() throws Exception {
    assertThat(inAnyOrder(List.of(submitted(), queued(1, 17), attempt(FIRST, "LEASED", -60, null))))
        .containsEntry("state", "BUILDING");
  }

  @ParameterizedTest
  @CsvSource({"Success, PUBLISHED", "Failed, FAILED"})
  void a_repeated_commit_gives_the_answers_of_the_messages_of_its_time(String status, String state)
      throws Exception {
    String more = status.equals("Failed") ? ",\"reason\":\"hello.c:1: error\"" : "";
    var result = result(status, SECOND, more);
    Document before =
        inAnyOrder(
            and(
                FAILED_ONCE,
                attempt(SECOND, "LEASED", 70, null),
                attempt(SECOND, "DONE", 75, result.reason().orElse(null)),
                notified("Building", SECOND, 71),
                build -> build.apply(result, at(80))));
    Message again =
        build ->
            build.apply(
                committed(state, 79, null)
                    .with("result", result.toJson())
                    .with("started", at(70).toString())
                    .with("ended", at(75).toString()));
    assertSameAnswers(inAnyOrder(List.of(again)), before);
    assertSameAnswers(inAnyOrder(and(FAILED_ONCE, again)), before);
    assertThat(inAnyOrder(List.of(again)).getList("attempts", Document.class))
        .extracting(d -> d.get("token"), d -> d.get("state"), d -> d.get("ended"))
        .containsExactly(tuple(SECOND, "DONE", date(75)));
  }

  @ParameterizedTest
  @CsvSource({"CANCELED", "SKIPPED"})
  void a_repeated_commit_of_an_end_gives_the_answers_of_the_end(String state) throws Exception {
    Document before = inAnyOrder(and(FAILED_ONCE, ended(state, 30, "why not")));
    Message again = build -> build.apply(committed(state, 30, "why not"));
    assertSameAnswers(inAnyOrder(List.of(again)), before);
  }

  @Test
  void a_repeated_commit_of_a_withdrawn_build_has_its_result_too() throws Exception {
    var result = result("Success", SECOND, "");
    Document before =
        inAnyOrder(
            and(
                FAILED_ONCE,
                build -> build.apply(result, at(80)),
                ended("WITHDRAWN", 90, "it bites")));
    Message again =
        build ->
            build.apply(committed("WITHDRAWN", 80, "it bites").with("result", result.toJson()));
    assertSameAnswers(inAnyOrder(List.of(again)), before);
  }

  private static void assertSameAnswers(Document after, Document before) {
    for (String key :
        List.of("state", "reason", "result", "target", "srpm", "arch", "submitter", "scratch")) {
      assertThat(after).containsEntry(key, before.get(key));
    }
  }

  @Test
  void an_end_that_is_none_is_malformed() {
    for (EventKind kind : List.of(EventKind.ENDED, EventKind.COMMITTED, EventKind.HELD)) {
      assertThatThrownBy(
              () ->
                  BuildRecord.empty(BUILD.value()).apply(event(kind, 1, "x").with("state", "GONE")))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void the_newest_word_of_a_build_is_told_from_its_senders_clocks() throws Exception {
    assertThat(applied(FAILED_ONCE).heard()).isEqualTo(date(6).toInstant());
    assertThat(applied(and(FAILED_ONCE, waits(44, "x"))).heard()).isEqualTo(date(44).toInstant());
  }
}
