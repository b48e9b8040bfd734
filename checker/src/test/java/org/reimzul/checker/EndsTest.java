package org.reimzul.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reimzul.checker.Finding.Kind.LOST;
import static org.reimzul.checker.Finding.Kind.TWICE;
import static org.reimzul.checker.Finding.Kind.UNEXPECTED;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndsTest extends RulesTest {
  @Test
  void nothing_is_found_of_a_farm_that_kept_its_promises() throws Exception {
    Verdict verdict = farm.check();
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.clean()).isTrue();
    assertThat(verdict.summary())
        .isEqualTo("builds=5 lost=0 twice=0 unexpected=0 reader_failures=0 leftovers=0");
  }

  @Test
  void a_build_that_the_record_does_not_know_is_lost() throws Exception {
    farm.builds.remove("c");
    assertOnly(LOST, "build c: the record doesn't know cherry");
  }

  @Test
  void a_build_without_end_is_lost() throws Exception {
    for (String state : List.of("QUEUED", "BUILDING", "BUILT", "HELD")) {
      farm.recorded("c", state, "QUEUED", state);
      assertOnly(LOST, "build c", "is " + state + " (why)");
    }
  }

  @Test
  void a_build_that_is_forgotten_everywhere_counts_once() throws Exception {
    farm.builds.remove("f");
    farm.history.remove("f");
    farm.mqtt.removeIf(each -> each.result().work().srpm().startsWith("fig"));
    farm.mail.removeIf(each -> each.result().work().srpm().startsWith("fig"));
    assertThat(farm.check().summary()).startsWith("builds=5 lost=1 twice=0 unexpected=0");
  }

  @Test
  void two_ends_in_the_record_are_one_too_many() throws Exception {
    farm.recorded("a", "PUBLISHED", "QUEUED", "FAILED", "PUBLISHED");
    assertOnly(TWICE, "build a", "FAILED", "PUBLISHED");
  }

  @Test
  void signing_and_withdrawing_follow_an_end_and_are_no_other() throws Exception {
    farm.recorded("a", "SIGNED", "QUEUED", "PUBLISHED", "SIGNED");
    assertClean();
  }

  @Test
  void two_ends_in_the_history_are_one_too_many() throws Exception {
    HistoryEntry end = SyntheticFarm.entry("a", result("a"), "apple", false);
    var again = new Result(result("a").work(), "20261120110000", Result.SUCCESS);
    farm.moreHistory.add(SyntheticFarm.entry("a", again, "apple", false));
    assertFound(TWICE, "build a: notify_history has several ends", "(20261120110000)");
    farm.moreHistory.set(0, end);
    assertOnly(TWICE, "build a: notify_history has several ends");
  }

  @Test
  void record_and_history_must_agree() throws Exception {
    farm.recorded("c", "FAILED", "QUEUED", "FAILED");
    farm.askedAfter("c");
    assertOnly(LOST, "build c: notify_history lacks its Failed");
    farm.recorded("f", "CANCELED", "QUEUED", "CANCELED");
    farm.askedAfter("f");
    assertFound(TWICE, "build f: it is CANCELED, and notify_history has Failed");
  }

  @Test
  void another_end_than_the_expected_one_is_unexpected() throws Exception {
    farm.recorded("c", "SKIPPED", "QUEUED", "SKIPPED");
    assertOnly(UNEXPECTED, "build c: it should end in CANCELED and is SKIPPED");
  }

  @Test
  void several_ends_may_be_expected() throws Exception {
    Acknowledged asked = farm.acknowledged.get("c");
    farm.acknowledged.put(
        "c",
        new Acknowledged(
            "c",
            asked.parcel(),
            Expectation.parse("canceled,success"),
            Optional.empty(),
            List.of()));
    assertClean();
    farm.recorded("c", "SKIPPED", "QUEUED", "SKIPPED");
    assertOnly(UNEXPECTED, "build c: it should end in CANCELED or SUCCESS and is SKIPPED");
  }

  @Test
  void any_end_will_do_where_none_is_expected() throws Exception {
    farm.askedAfter("c");
    farm.recorded("c", "SKIPPED", "QUEUED", "SKIPPED");
    assertClean();
  }

  @Test
  void a_build_must_not_be_made_after_a_parent_that_failed() throws Exception {
    farm.askedAfter("b", "a");
    assertClean();
    farm.askedAfter("b", "a", "f");
    assertOnly(UNEXPECTED, "build b: it is PUBLISHED, and f is FAILED");
  }

  @Test
  void a_build_that_nobody_submitted_is_unexpected() throws Exception {
    Acknowledged asked = farm.acknowledged.remove("c");
    assertOnly(UNEXPECTED, "build c: nobody submitted cherry");
    farm.submitted.add(asked);
    assertClean();
    farm.recorded("c", asked, "BUILDING");
    assertOnly(LOST, "build c: it has no end");
  }

  @Test
  void of_submissions_without_answer_a_scratch_one_is_told_from_the_other() throws Exception {
    farm.scratch("x", "apple", "20261120100008");
    farm.submitted.add(farm.acknowledged.remove("a"));
    farm.submitted.add(farm.acknowledged.remove("x"));
    assertClean();
  }

  @Test
  void a_submission_without_answer_becomes_one_build_at_most() throws Exception {
    farm.failed("g", "fig", "20261120100009");
    farm.submitted.add(farm.acknowledged.remove("g"));
    assertClean();
    farm.failed("h", "fig", "20261120100010");
    farm.acknowledged.remove("h");
    assertFound(UNEXPECTED, "build h: nobody submitted fig");
    farm.submitted.add(farm.submitted.get(0));
    assertClean();
  }

  @Test
  void a_chained_build_must_end_and_may_end_in_any_way() throws Exception {
    farm.recorded("a-i386", farm.acknowledged.get("a"), "SKIPPED");
    assertClean();
    farm.recorded("a-i386", farm.acknowledged.get("a"), "BUILDING");
    assertOnly(LOST, "build a-i386: it has no end");
  }

  @Test
  void a_build_that_shows_as_running_for_ever_is_unexpected() throws Exception {
    var building = new Result(result("a").work(), "20261120095900", "Building");
    farm.moreHistory.add(SyntheticFarm.entry("a", building, "apple", false));
    assertOnly(UNEXPECTED, "build a: notify_history shows as running", "(20261120095900)");
  }

  @Test
  void two_builds_in_one_directory_are_one_too_many() throws Exception {
    farm.published("z", "apple", "20261120100000");
    farm.repository.listed.clear();
    farm.repository.list(directory("a") + "apple-1.0-1.x86_64.rpm");
    farm.repository.list(directory("a") + "apple-1.0-1.src.rpm");
    farm.repository.list(directory("b") + "berry-1.0-1.x86_64.rpm");
    farm.repository.list(directory("b") + "berry-1.0-1.src.rpm");
    assertOnly(TWICE, "apple/20261120100000/1.0-1.x86_64/", "belongs to all of [a, z]");
  }
}
