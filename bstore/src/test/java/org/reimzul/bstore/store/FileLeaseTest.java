package org.reimzul.bstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLeaseTest {
  @TempDir Path dir;

  @Test
  void only_one_has_it_at_a_time_however_the_path_is_written() throws Exception {
    try (FileLease held = FileLease.tryTake(dir.resolve("lock")).orElseThrow()) {
      assertThat(FileLease.tryTake(dir.resolve("lock"))).isEmpty();
      assertThat(FileLease.tryTake(dir.resolve("./x/../lock"))).isEmpty();
      assertThat(FileLease.tryTake(dir.resolve("other"))).isPresent();
    }
    assertThat(FileLease.tryTake(dir.resolve("lock"))).isPresent();
  }
}
