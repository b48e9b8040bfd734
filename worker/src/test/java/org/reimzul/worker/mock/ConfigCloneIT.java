package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.worker.builder.InfrastructureException;

class ConfigCloneIT {
  @TempDir Path dir;
  private Path origin;

  @BeforeEach
  void make_a_repository() throws Exception {
    origin = Files.createDirectories(dir.resolve("origin"));
    git("init", "--quiet", "--initial-branch=main");
    commit("mock/el9.x86_64.cfg", "one");
    commit("mock/el8.x86_64.cfg", "other");
  }

  private void git(String... arguments) throws Exception {
    List<String> argv =
        new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b"));
    argv.addAll(List.of(arguments));
    new ProcessRunner().capture(Command.of(argv).in(origin));
  }

  private void commit(String name, String text) throws Exception {
    Path file = origin.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    git("add", "--all");
    git("commit", "--quiet", "--message=change");
  }

  private ConfigClone clone(Optional<String> branch) {
    return new ConfigClone(origin.toString(), branch, dir);
  }

  @Test
  void a_change_is_there_at_the_next_build_and_other_files_keep_their_times() throws Exception {
    ConfigClone clone = clone(Optional.empty());
    Path there = clone.refresh(Heartbeat.NONE);
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

    Path there = clone.refresh(Heartbeat.NONE);

    assertThat(there.resolve("mock/el9.x86_64.cfg")).content().isEqualTo("rewritten");
  }

  @Test
  void the_last_good_clone_serves_while_the_origin_is_away() throws Exception {
    ConfigClone clone = clone(Optional.empty());
    clone.refresh(Heartbeat.NONE);
    Files.move(origin, dir.resolve("moved"));

    Path there = clone.refresh(Heartbeat.NONE);

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
