package org.reimzul.faults.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftLocksTest {
  @TempDir Path dir;

  @Test
  void a_file_counts_while_somebody_has_a_lock_on_it() throws IOException {
    Path deep = Files.createDirectories(dir.resolve("1/2/3/4/5/6/7/8/9"));
    Path file = Files.createFile(deep.resolve("lock"));
    Files.createFile(deep.resolve("other"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = Objects.requireNonNull(channel.tryLock())) {
      assertThat(lock.isValid()).isTrue();
      assertThat(LeftLocks.find(dir)).containsExactly(file);
    }
    assertThat(LeftLocks.find(dir)).isEmpty();
  }
}
