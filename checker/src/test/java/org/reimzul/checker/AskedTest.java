package org.reimzul.checker;

import static org.reimzul.checker.Finding.Kind.LOST;
import static org.reimzul.checker.Finding.Kind.TWICE;
import static org.reimzul.checker.Finding.Kind.UNEXPECTED;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskedTest extends RulesTest {
  private static final Work ELSEWHERE = new Work("fig-1.0-1.src.rpm", "other.x86_64", "x86_64");

  /** What the farm says of f everywhere, instead of what was asked for. */
  private void made(HistoryEntry instead) {
    farm.history.put("f", instead);
    for (List<Announcement> told : List.of(farm.mqtt, farm.mail)) {
      told.removeIf(each -> each.result().work().srpm().startsWith("fig"));
      if (!instead.scratch()) {
        told.add(new Announcement(instead.result(), SyntheticFarm.START.plusSeconds(200)));
      }
    }
  }

  @Test
  void a_build_for_another_target_is_not_what_was_asked_for() throws Exception {
    var end = new Result(ELSEWHERE, "20261120100002", Result.FAILED);
    made(SyntheticFarm.entry("f", end, "fig", true));
    assertOnly(UNEXPECTED, "build f", "was asked for, made was fig-1.0-1.src.rpm", "other.x86_64");
  }

  @Test
  void a_scratch_build_is_not_what_was_asked_for() throws Exception {
    made(new HistoryEntry(Optional.of("f"), result("f"), "fig", "1.0-1", true, true));
    assertOnly(UNEXPECTED, "build f: it is scratch for one side alone");
  }

  @Test
  void another_version_is_not_what_was_asked_for() throws Exception {
    made(new HistoryEntry(Optional.of("f"), result("f"), "fig", "1.0-2", false, true));
    assertOnly(UNEXPECTED, "build f: fig-1.0-1.src.rpm was made as fig-1.0-2");
  }

  @Test
  void a_chain_goes_on_after_a_success() throws Exception {
    Acknowledged asked = farm.acknowledged.get("a");
    Parcel chains = SyntheticFarm.parcel("apple", false, List.of("i386"));
    farm.acknowledged.put(
        "a", new Acknowledged("a", chains, Set.of(Expectation.ANY), asked.submitted(), List.of()));
    assertOnly(LOST, "build a: the record knows nothing of its i386 build");
    farm.recorded("a-i386", asked, "SKIPPED");
    assertClean();
  }

  @Test
  void one_end_of_a_work_is_its_latest() throws Exception {
    farm.failed("g", "fig", "20261120100009");
    assertClean();
    farm.history.put("f", SyntheticFarm.entry("f", result("f"), "fig", true));
    assertOnly(TWICE, "the latest build of fig-1.0-1.src.rpm");
    farm.demote("fig");
    assertOnly(LOST, "the latest build of fig-1.0-1.src.rpm", "is []");
  }
}
