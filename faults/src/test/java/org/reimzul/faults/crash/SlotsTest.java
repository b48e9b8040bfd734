package org.reimzul.faults.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotsTest {
  private static final List<String> NAMES =
      List.of(
          "submit.job.put",
          "submit.event.put",
          "reconcile.turn.taken",
          "reconcile.job.put",
          "reconcile.held.put",
          "bstore.intake.linked",
          "bstore.intake.copied");

  @TempDir Path dir;

  private Slots slots(int wanted) throws IOException {
    var visits = new Visits(dir.resolve("state"), NAMES);
    return new Slots(new Armory(dir), visits, wanted);
  }

  private List<String> armed() throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve("arm"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** As a process does that comes to a point. */
  private void halt(String name) throws IOException {
    Files.delete(dir.resolve("arm").resolve(name));
    Path visited = dir.resolve("visited");
    Files.writeString(visited, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void one_point_of_a_command_is_armed_at_a_time_and_none_that_needs_quiet() throws IOException {
    Slots slots = slots(20);

    slots.fill();
    slots.fill();

    assertThat(armed()).contains("reconcile.turn.taken");
    assertThat(armed()).filteredOn(name -> name.startsWith("submit.")).hasSize(1);
    assertThat(armed()).doesNotContain("reconcile.job.put", "reconcile.held.put");
  }

  @Test
  void all_that_needs_quiet_is_armed_at_once_and_again_only_after_a_while() throws IOException {
    Slots slots = slots(20);
    slots.fillLate();
    assertThat(armed()).containsExactly("reconcile.held.put", "reconcile.job.put");

    halt("reconcile.job.put");
    assertThat(slots.take()).containsExactly("reconcile.job.put");
    slots.fillLate();

    assertThat(armed()).containsExactly("reconcile.held.put");
  }

  @Test
  void what_was_visited_often_enough_is_only_armed_where_it_leads_to_others() throws IOException {
    Slots slots = slots(0);

    slots.fill();
    slots.fillLate();

    assertThat(armed()).isNotEmpty().allMatch(name -> name.startsWith("bstore."));
  }

  @Test
  void what_nobody_has_come_to_in_two_storms_is_armed_after_the_next_one() throws IOException {
    Slots slots = slots(20);
    for (int storm = 0; storm < 2; storm++) {
      slots.fill();
      for (String name : armed().stream().filter(n -> n.startsWith("submit.")).toList()) {
        halt(name);
      }
      slots.take();
      slots.clear();
    }

    slots.fillLate();

    assertThat(armed()).contains("reconcile.turn.taken").noneMatch(n -> n.startsWith("submit."));
  }

  @Test
  void nothing_is_armed_after_a_storm() throws IOException {
    Slots slots = slots(20);
    slots.fill();
    slots.fillLate();

    slots.clear();

    assertThat(armed()).isEmpty();
  }

  @Test
  void what_an_earlier_run_has_left_is_neither_counted_nor_armed() throws IOException {
    Slots before = slots(20);
    before.fill();
    halt("reconcile.turn.taken");

    Slots slots = slots(20);

    assertThat(slots.take()).isEmpty();
    assertThat(armed()).isEmpty();
  }
}
