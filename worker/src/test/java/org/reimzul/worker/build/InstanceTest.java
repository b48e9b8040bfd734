package org.reimzul.worker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildId;
import org.reimzul.worker.builder.Trees;

class InstanceTest {
  private static final Handout HELD = new Handout(5, "a1b2", 0);
  private static final Handout NEXT = new Handout(5, "a1b2", 1);

  @TempDir Path dir;

  private static AttemptId attempt() {
    return new AttemptId(BuildId.mint(Clock.systemUTC().instant()), AttemptToken.mint());
  }

  @Test
  void workers_without_a_name_get_numbers_and_a_freed_number_is_taken_again() throws Exception {
    Instance first = Instance.claim(dir, Optional.empty());
    try (Instance second = Instance.claim(dir, Optional.empty())) {
      assertThat(first.name()).isEqualTo("1");
      assertThat(second.name()).isEqualTo("2");
      first.close();
      try (Instance third = Instance.claim(dir, Optional.empty())) {
        assertThat(third.name()).isEqualTo("1");
      }
    }
  }

  @Test
  void a_name_can_be_had_once() throws Exception {
    try (Instance first = Instance.claim(dir, Optional.of("blue"))) {
      assertThat(first.name()).isEqualTo("blue");
      assertThatThrownBy(() -> Instance.claim(dir, Optional.of("blue")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another worker runs as blue");
    }
  }

  @Test
  void what_a_dead_worker_left_is_seen_by_its_successor_only() throws Exception {
    AttemptId left = attempt();
    try (Instance first = Instance.claim(dir, Optional.of("a"))) {
      first.open(left).make();
    }

    try (Instance successor = Instance.claim(dir, Optional.of("a"));
        Instance other = Instance.claim(dir, Optional.of("b"))) {
      assertThat(successor.leftBehind()).extracting(AttemptDirectory::id).containsExactly(left);
      assertThat(other.leftBehind()).isEmpty();
    }
  }

  @Test
  void a_death_at_a_chained_build_is_one_at_its_job_until_it_was_counted() throws Exception {
    BuildId build = attempt().build();
    var chained = new AttemptId(build.chained("i386"), AttemptToken.mint());
    try (Instance instance = Instance.claim(dir, Optional.of("a"))) {
      instance.open(chained).make();
      instance.leftBehind();
      instance.noteDead(chained.build(), HELD);

      assertThat(instance.ownDead(build, NEXT)).isTrue();
      assertThat(instance.cutOff(build)).isTrue();
      assertThat(instance.ownDead(attempt().build(), NEXT)).isFalse();
      instance.forget(build);
      assertThat(instance.ownDead(build, NEXT)).isFalse();
      assertThat(instance.cutOff(build)).isFalse();
    }
  }

  @Test
  void a_death_is_no_concern_of_a_job_that_somebody_else_has_had_since() throws Exception {
    BuildId build = attempt().build();
    try (Instance instance = Instance.claim(dir, Optional.of("a"))) {
      instance.noteDead(build, HELD);

      assertThat(instance.ownDead(build, NEXT)).isTrue();
      assertThat(instance.ownDead(build, new Handout(5, "a1b2", 2))).isFalse();
      assertThat(instance.ownDead(build, new Handout(6, "a1b2", 1))).isFalse();
      assertThat(instance.ownDead(build, new Handout(5, "c3d4", 0))).isTrue();
      assertThat(instance.ownDead(build, new Handout(5, "c3d4", 1))).isFalse();
    }
  }

  @Test
  void under_which_reservation_a_try_is_made_outlives_its_process() throws Exception {
    try (Instance instance = Instance.claim(dir, Optional.of("a"))) {
      AttemptDirectory left = instance.open(attempt());
      left.make();
      assertThat(left.held()).isEmpty();
      left.note(HELD);
      assertThat(instance.leftBehind().get(0).held()).contains(HELD);
      Files.writeString(left.root().resolve("held"), "5 0");
      assertThat(left.held()).isEmpty();
    }
  }

  @Test
  void a_try_whose_end_was_told_was_not_cut_off() throws Exception {
    AttemptId told = attempt();
    try (Instance instance = Instance.claim(dir, Optional.of("a"))) {
      AttemptDirectory left = instance.open(told);
      left.make();
      left.markEnded();
      instance.leftBehind();

      assertThat(instance.cutOff(told.build())).isFalse();
    }
  }

  @Test
  void the_workers_of_a_host_are_counted_by_their_locks() throws Exception {
    try (Instance first = Instance.claim(dir, Optional.of("a"))) {
      Instance second = Instance.claim(dir, Optional.of("b"));
      assertThat(first.alive()).containsExactlyInAnyOrder("a", "b");
      second.close();
      assertThat(first.alive()).containsExactly("a");
    }
  }

  @Test
  void read_only_directories_of_a_build_can_be_deleted() throws Exception {
    Path locked = Files.createDirectories(dir.resolve("tree/mod/cache"));
    Files.writeString(locked.resolve("file"), "x");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    Path shut = Files.createDirectories(dir.resolve("tree/shut"));
    Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("---------"));
    Path outside = Files.writeString(dir.resolve("outside"), "stays");
    Files.createSymbolicLink(dir.resolve("tree/link"), outside);

    Trees.delete(dir.resolve("tree"));

    assertThat(dir.resolve("tree")).doesNotExist();
    assertThat(outside).exists();
  }
}
