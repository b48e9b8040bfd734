package org.reimzul.bstore.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reimzul.bstore.lab.Digests;
import org.reimzul.core.job.Artifact;

class StagedCopyTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(StagedCopy.class)
  void a_file_with_the_longest_name_is_copied_like_any_other(StagedCopy copy) throws Exception {
    String name = "a".repeat(255);
    Path from = Files.writeString(dir.resolve("from"), "its content");
    var artifact = new Artifact(name, Files.size(from), Digests.of(from), Optional.empty());
    copy.make(from, dir.resolve(name), artifact);
    assertThat(dir.resolve(name)).hasSameBinaryContentAs(from);
    assertThat(dir.toFile().list()).containsExactlyInAnyOrder("from", name);
  }
}
