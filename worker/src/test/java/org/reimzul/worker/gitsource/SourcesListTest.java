package org.reimzul.worker.gitsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.worker.builder.PackageFailure;

class SourcesListTest {
  private static final String MD5 = "0123456789abcdef0123456789abcdef";
  private static final String SHA1 = MD5 + "01234567";
  private static final String SHA256 = MD5 + MD5;
  private static final String SHA512 = SHA256 + SHA256;

  @TempDir Path dir;

  private Path file(String text) throws Exception {
    return Files.writeString(dir.resolve("list"), text);
  }

  @Test
  void reads_every_digest_of_centos() throws Exception {
    String text = SHA1 + " SOURCES/a.tar.gz\n\n" + SHA256 + "  SOURCES/b\n" + SHA512 + " c++.zip\n";

    assertThat(SourcesList.metadata(file(text)))
        .containsExactly(
            new LookasideFile("a.tar.gz", HashType.SHA1, SHA1),
            new LookasideFile("b", HashType.SHA256, SHA256),
            new LookasideFile("c++.zip", HashType.SHA512, SHA512));
  }

  @Test
  void reads_both_formats_of_dist_git() throws Exception {
    String text = "# of old\n" + MD5 + "  a.tar.gz\nSHA512 (b-1.0~rc1.tar.xz) = " + SHA512 + "\n";

    assertThat(SourcesList.distGit(file(text)))
        .containsExactly(
            new LookasideFile("a.tar.gz", HashType.MD5, MD5),
            new LookasideFile("b-1.0~rc1.tar.xz", HashType.SHA512, SHA512));
  }

  @Test
  void a_missing_list_names_nothing() throws Exception {
    assertThat(SourcesList.metadata(dir.resolve("none"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SHA1 + " SOURCES/../../x",
        SHA1 + " SOURCES/a/b",
        SHA1 + " SOURCES/.hidden",
        SHA1 + " SOURCES/-rf",
        SHA1 + " /etc/passwd",
        SHA1 + " SOURCES/a b",
        MD5 + " SOURCES/a",
        "0123 SOURCES/a",
        SHA1,
        "ABCDEF" + SHA1 + " SOURCES/a",
      })
  void refuses_in_the_list_of_centos(String line) throws Exception {
    Path list = file(line + "\n");

    assertThatThrownBy(() -> SourcesList.metadata(list))
        .isInstanceOf(PackageFailure.class)
        .hasMessageStartingWith("list: not ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHA512 (../x) = " + SHA512,
        "SHA512 (a) = " + SHA256,
        "CRC32 (a) = 01234567",
        "SHA512 (a) = " + SHA512 + " more",
        MD5 + "  ../x",
        "a.tar.gz",
      })
  void refuses_in_the_list_of_dist_git(String line) throws Exception {
    Path list = file(line + "\n");

    assertThatThrownBy(() -> SourcesList.distGit(list))
        .isInstanceOf(PackageFailure.class)
        .hasMessageStartingWith("list: not ");
  }

  @Test
  void one_name_has_one_digest() throws Exception {
    Path list = file(MD5 + "  a\n" + MD5.replace('0', '1') + "  a\n");

    assertThatThrownBy(() -> SourcesList.distGit(list))
        .isInstanceOf(PackageFailure.class)
        .hasMessage("list: listed twice: a");
  }

  @ParameterizedTest
  @CsvSource({
    "c7, .el7",
    "c8s, .el8",
    "c10s, .el10",
    "c9-beta, .el9",
    "c8-stream-rhel8, .el8",
    "c7-sig-virt/x, .el7",
    "epel9, .el9",
    "epel9-next, .el9",
    "rhel-9.4.0, .el9",
    "el10, .el10",
    "f42, .fc42",
  })
  void tells_a_disttag_from_a_branch(String branch, String distTag) {
    assertThat(DistTags.ofBranch(branch)).contains(distTag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "rawhide", "c", "c7x", "c07", "7", "fix-c7", "f4x", "centos7"})
  void says_so_where_a_branch_tells_none(String branch) {
    assertThat(DistTags.ofBranch(branch)).isEmpty();
  }
}
