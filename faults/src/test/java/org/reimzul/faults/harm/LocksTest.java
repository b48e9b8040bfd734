package org.reimzul.faults.harm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocksTest {
  @TempDir Path dir;

  @Test
  void those_who_wait_and_those_who_hold_other_kinds_have_none() throws IOException {
    Path list =
        Files.writeString(
            dir.resolve("locks"),
            """
            1: POSIX  ADVISORY  WRITE 4711 00:2f:815 0 EOF
            1: -> POSIX  ADVISORY  WRITE 4712 00:2f:815 0 EOF
            2: FLOCK  ADVISORY  WRITE 4711 fe:00:2154498 0 EOF
            3: POSIX  ADVISORY  WRITE 4711 00:2f:816 0 EOF
            4: POSIX  ADVISORY  READ 4711 00:2f:817 0 EOF
            5: POSIX  ADVISORY  WRITE 471 00:2f:818 0 EOF
            """);

    assertThat(new Locks(list).of(4711)).containsExactlyInAnyOrder(815L, 816L);
    assertThat(new Locks(list).of(4712)).isEmpty();
  }
}
