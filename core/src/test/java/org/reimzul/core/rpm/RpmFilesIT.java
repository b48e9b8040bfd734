package org.reimzul.core.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.testkit.Programs;

class RpmFilesIT {
  @TempDir static Path dir;
  private static Path srpm;
  private final RpmFiles rpm = new RpmFiles();

  @BeforeAll
  static void make() throws Exception {
    Path spec = dir.resolve("t.spec");
    Files.writeString(
        spec,
        """
        Name: t
        Epoch: 3
        Version: 1.2
        Release: 4
        Summary: t
        License: MIT
        ExclusiveArch: x86_64 aarch64
        %description
        t
        %files
        """);
    new ProcessRunner()
        .capture(
            Command.of(
                Programs.require("rpmbuild").toString(),
                "--define",
                "_topdir " + dir,
                "-bs",
                "--",
                spec.toString()));
    srpm = dir.resolve("SRPMS/t-1.2-4.src.rpm");
  }

  @Test
  void reads_the_header_of_a_source_package() throws Exception {
    RpmHeader header = rpm.header(srpm);
    assertThat(header.nevra()).hasToString("t-3:1.2-4.src");
    assertThat(header.evr()).isEqualTo("1.2-4");
    assertThat(header.exclusiveArch()).containsExactly("x86_64", "aarch64");
    assertThat(header.excludeArch()).isEmpty();
  }

  @Test
  void a_whole_file_passes() {
    assertThatCode(() -> rpm.verifyDigests(srpm)).doesNotThrowAnyException();
  }

  @Test
  void a_relative_path_means_what_it_means_to_the_caller() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    Path relative = here.relativize(srpm.toAbsolutePath());
    assertThat(rpm.header(relative)).isEqualTo(rpm.header(srpm));
    assertThatCode(() -> rpm.verifyDigests(relative)).doesNotThrowAnyException();
  }

  @Test
  void truncation_and_a_flipped_bit_are_found() throws Exception {
    byte[] whole = Files.readAllBytes(srpm);
    Path truncated = dir.resolve("truncated.rpm");
    Files.write(truncated, Arrays.copyOf(whole, whole.length - 10));
    assertThatThrownBy(() -> rpm.verifyDigests(truncated)).isInstanceOf(RpmException.class);
    whole[whole.length - 10] ^= 1;
    Path flipped = Files.write(dir.resolve("flipped.rpm"), whole);
    assertThatThrownBy(() -> rpm.verifyDigests(flipped)).isInstanceOf(RpmException.class);
  }

  @Test
  void a_file_that_lists_other_files_is_not_taken_for_them() throws Exception {
    Path list = Files.writeString(dir.resolve("list.src.rpm"), srpm + "\n");
    assertThatThrownBy(() -> rpm.header(list)).hasMessageContaining("is not an RPM");
  }
}
