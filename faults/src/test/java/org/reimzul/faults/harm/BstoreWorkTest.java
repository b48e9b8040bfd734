package org.reimzul.faults.harm;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.faults.lab.Lab;

/** With locks of this very process. */
class BstoreWorkTest {
  private static final long MINE = ProcessHandle.current().pid();

  @TempDir Path root;
  private BstoreWork work;

  @BeforeEach
  void state() throws IOException {
    Files.createDirectories(root.resolve("state/locks"));
    work = new BstoreWork(root, new Locks());
  }

  private Optional<String> locked(String file, long pid) throws IOException {
    Path path = root.resolve("state").resolve(file);
    Files.createDirectories(path.getParent());
    try (FileChannel channel = FileChannel.open(path, CREATE, WRITE)) {
      channel.lock();
      return work.of(pid);
    }
  }

  @Test
  void the_lock_of_a_build_is_held_to_commit_it() throws IOException {
    assertThat(locked("locks/7a", MINE)).contains("committing");
  }

  @Test
  void the_lock_of_a_repository_is_held_to_publish_in_it() throws IOException {
    String target = Lab.TARGETS.get(1);
    assertThat(locked("targets/" + target + "/lock", MINE)).contains("publishing");
  }

  @Test
  void the_lock_of_the_outbox_is_held_to_announce_ends() throws IOException {
    assertThat(locked("outbox.lock", MINE)).contains("announcing");
  }

  @Test
  void the_lock_of_one_process_is_not_the_work_of_another() throws IOException {
    long other = ProcessHandle.current().parent().orElseThrow().pid();
    assertThat(locked("locks/7a", other)).isEmpty();
  }

  @Test
  void what_is_there_to_be_done_is_nobodys_work_yet() throws IOException {
    Path dirty = root.resolve("state/targets/" + Lab.TARGETS.get(1) + "/dirty");
    Files.createDirectories(dirty);
    Files.createFile(dirty.resolve("request-1"));
    assertThat(work.of(MINE)).isEmpty();
  }

  @Test
  void other_locks_are_no_work() throws IOException {
    assertThat(locked("probe.lock", MINE)).isEmpty();
  }
}
