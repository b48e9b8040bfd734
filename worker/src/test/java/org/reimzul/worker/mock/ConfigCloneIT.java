package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;

class ConfigCloneIT {
  @TempDir Path dir;
  private Path origin;
  private GitRepository repository;

  @BeforeEach
  void make_a_repository() throws Exception {
    origin = dir.resolve("origin");
    repository = GitRepository.init(origin);
    commit("mock/el9.x86_64.cfg", "one");
    commit("mock/el8.x86_64.cfg", "other");
  }

  private void git(String... arguments) throws Exception {
    repository.git(arguments);
  }

  private void commit(String name, String text) throws Exception {
    repository.commit(name, text);
  }

  private ConfigClone clone(Optional<String> branch) {
    return new ConfigClone(origin.toString(), branch, dir);
  }

  @Test
  void a_change_is_there_at_the_next_build_and_other_files_keep_their_times() throws Exception {
    ConfigClone clone = clone(Optional.empty());
    Path there = clone.refresh(Heartbeat.NONE).directory();
    FileTime before = Files.getLastModifiedTime(there.resolve("mock/el8.x86_64.cfg"));
    commit("mock/el9.x86_64.cfg", "two");

    clone.refresh(Heartbeat.NONE);

    assertThat(there.resolve("mock/el9.x86_64.cfg")).content().isEqualTo("two");
    assertThat(Files.getLastModifiedTime(there.resolve("mock/el8.x86_64.cfg"))).isEqualTo(before);
  }

  @Test
  void a_branch_is_followed_through_a_rewrite() throws Exception {
    git("checkout", "--quiet", "-b", "stable");
    commit("mock/el9.x86_64.cfg", "stable");
    ConfigClone clone = clone(Optional.of("stable"));
    clone.refresh(Heartbeat.NONE);
    git("reset", "--quiet", "--hard", "HEAD~1");
    commit("mock/el9.x86_64.cfg", "rewritten");

    Path there = clone.refresh(Heartbeat.NONE).directory();

    assertThat(there.resolve("mock/el9.x86_64.cfg")).content().isEqualTo("rewritten");
  }

  @Test
  void the_last_good_commit_serves_while_the_origin_is_away_and_every_build_is_told()
      throws Exception {
    ConfigClone clone = clone(Optional.empty());
    Configurations before = clone.refresh(Heartbeat.NONE);
    Files.move(origin, dir.resolve("moved"));

    for (int build = 0; build < 2; build++) {
      Configurations now = clone.refresh(Heartbeat.NONE);

      assertThat(now.directory().resolve("mock/el9.x86_64.cfg")).content().isEqualTo("one");
      assertThat(now.commit()).isEqualTo(before.commit()).isPresent();
      assertThat(now.stale().orElseThrow()).contains("git fetch", "fatal: ");
    }
    assertThat(before.stale()).isEmpty();
  }

  @Test
  void what_a_killed_git_has_left_half_changed_is_put_right_even_while_the_origin_is_away()
      throws Exception {
    ConfigClone clone = clone(Optional.empty());
    Path there = clone.refresh(Heartbeat.NONE).directory();
    Files.writeString(there.resolve("mock/el9.x86_64.cfg"), "half");
    Files.writeString(there.resolve(".git/index.lock"), "");
    Files.move(origin, dir.resolve("moved"));

    clone.refresh(Heartbeat.NONE);

    assertThat(there.resolve("mock/el9.x86_64.cfg")).content().isEqualTo("one");
  }

  @Test
  void a_clone_that_is_broken_or_was_never_finished_is_made_anew() throws Exception {
    ConfigClone clone = clone(Optional.empty());
    Path there = clone.refresh(Heartbeat.NONE).directory();
    Files.writeString(there.resolve(".git/HEAD"), "nothing");
    Files.createDirectories(dir.resolve("mock-config.new/.git"));

    clone.refresh(Heartbeat.NONE);

    assertThat(there.resolve("mock/el9.x86_64.cfg")).content().isEqualTo("one");
  }

  @Test
  void without_any_clone_the_build_waits_for_one() {
    var clone = new ConfigClone(dir.resolve("nothing").toString(), Optional.empty(), dir);

    assertThatThrownBy(() -> clone.refresh(Heartbeat.NONE))
        .isInstanceOf(InfrastructureException.class)
        .hasMessageContaining("git clone");
  }
}
