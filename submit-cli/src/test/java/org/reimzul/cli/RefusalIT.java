package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order of which anything is wrong: one line of reason, exit 1, nothing queued or placed. */
class RefusalIT {
  private static final String TINY = "tiny-1.0-1.el7_4.src.rpm";

  @TempDir static Path packages;
  private static Path tiny;

  @TempDir Path dir;
  private TestFarm farm;

  @BeforeAll
  static void makePackage() throws Exception {
    tiny = TinyPackages.source(packages, "tiny", "");
  }

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private void refuses(Ran ran, String reason) throws Exception {
    assertThat(ran.err()).contains(reason).startsWith("reimzul").endsWith("\n").hasLineCount(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(farm.everPut()).isZero();
  }

  private Ran submit(Path srpm) {
    return farm.submit("-s", srpm.toString(), "-a", "x86_64", "-t", "c7", "-d", ".el7");
  }

  @ParameterizedTest
  @CsvSource({
    "x86_65, c7, .el7, unknown arch \"x86_65\"; known: aarch64",
    "'x86_64,,i386', c7, .el7, unknown arch \"\"",
    "x86_64, C7, .el7, target is not",
    "x86_64, c7/../x, .el7, target is not",
    "x86_64, c7, el7, disttag is not",
    "x86_64, c7, '.el7 --x', disttag is not"
  })
  void a_word_outside_its_grammar(String arch, String target, String distTag, String reason)
      throws Exception {
    Files.copy(tiny, farm.incoming().resolve(TINY));

    refuses(farm.submit("-s", TINY, "-a", arch, "-t", target, "-d", distTag), reason);
  }

  @Test
  void a_target_that_is_not_configured_once_one_is() throws Exception {
    farm.configure("[target c9]\ndisttag = .el9");

    refuses(submit(tiny), "unknown target \"c7\"; configured: c9");
    refuses(farm.reimzul("repogen", "c7.x86_64"), "unknown target \"c7\"; configured: c9");
  }

  @Test
  void a_target_without_arches_or_dist_tag_in_the_everyday_form() throws Exception {
    refuses(
        farm.reimzul("submit", tiny.toString(), "-t", "c7", "-d", ".el7"),
        "target c7 has no arches configured: give them with -a");
    farm.configure("[target c7]\narches = x86_64");
    refuses(
        farm.reimzul("submit", tiny.toString(), "-t", "c7"),
        "target c7 has no disttag configured: give one with -d");
  }

  @Test
  void a_name_that_is_not_in_incoming() throws Exception {
    refuses(
        farm.submit("-s", TINY, "-a", "x86_64", "-t", "c7", "-d", ".el7"),
        "no such file in incoming: " + farm.incoming().resolve(TINY));
  }

  @Test
  void a_path_to_nothing_or_to_a_directory() throws Exception {
    refuses(submit(dir.resolve(TINY)), "no such file: ");
    refuses(submit(Files.createDirectory(dir.resolve(TINY))), "is not a regular file");
  }

  @Test
  void a_name_that_no_srpm_has() throws Exception {
    Path binary = Files.copy(tiny, dir.resolve("tiny-1.0-1.noarch.rpm"));

    refuses(submit(binary), "srpm is not a bare NAME-VERSION-RELEASE.src.rpm file name");
  }

  @Test
  void a_file_that_is_not_an_rpm() throws Exception {
    Path text = Files.writeString(dir.resolve(TINY), "x".repeat(5000));

    refuses(submit(text), TINY + " is not an RPM");
  }

  @Test
  void a_truncated_package() throws Exception {
    byte[] whole = Files.readAllBytes(tiny);
    Path cut = Files.write(dir.resolve(TINY), Arrays.copyOf(whole, whole.length - 10));

    refuses(submit(cut), TINY + " is not a whole RPM");
  }

  @Test
  void a_package_with_one_bit_flipped() throws Exception {
    byte[] bytes = Files.readAllBytes(tiny);
    bytes[bytes.length - 20] ^= 1;

    refuses(submit(Files.write(dir.resolve(TINY), bytes)), TINY + " is not a whole RPM");
  }

  @Test
  void a_damaged_package_in_incoming() throws Exception {
    byte[] bytes = Files.readAllBytes(tiny);
    bytes[bytes.length - 20] ^= 1;
    Files.write(farm.incoming().resolve(TINY), bytes);

    refuses(
        farm.submit("-s", TINY, "-a", "x86_64", "-t", "c7", "-d", ".el7"), "is not a whole RPM");
  }

  @Test
  void a_binary_package_under_the_name_of_a_source_package() throws Exception {
    Path binary = TinyPackages.binary(dir, "tiny");

    refuses(submit(Files.move(binary, dir.resolve(TINY))), TINY + " is not a source package");
  }

  @Test
  void a_package_under_another_ones_name() throws Exception {
    Path misnamed = Files.copy(tiny, dir.resolve("tiny-2.0-1.el7_4.src.rpm"));

    refuses(submit(misnamed), "tiny-2.0-1.el7_4.src.rpm holds the package " + TINY);
  }

  @Test
  void other_content_under_a_name_that_is_in_incoming() throws Exception {
    Files.copy(tiny, farm.incoming().resolve(TINY));
    Path rebuilt = TinyPackages.source(dir, "tiny", "_at_all");

    refuses(submit(rebuilt), "an SRPM named " + TINY + " with other content is already in");
    assertThat(farm.incoming().resolve(TINY)).hasSameBinaryContentAs(tiny);
  }

  @Test
  void two_packages_of_one_name_in_one_order() throws Exception {
    Path rebuilt = TinyPackages.source(dir, "tiny", "_at_all");

    refuses(
        farm.reimzul(
            "submit", tiny.toString(), rebuilt.toString(), "-t", "c7", "-a", "i386", "-d", ".el7"),
        TINY + " was given twice with different content");
    assertThat(farm.incomingFiles()).isEmpty();
  }

  @Test
  void a_path_where_there_is_no_incoming_directory() throws Exception {
    Files.delete(farm.incoming());

    refuses(submit(tiny), "there is no incoming directory " + farm.incoming() + " on this host");
  }

  @Test
  void a_good_package_beside_a_bad_one() throws Exception {
    refuses(
        farm.reimzul(
            "submit", tiny.toString(), "gone-1-1.src.rpm", "-t", "c7", "-a", "i386", "-d", ".el7"),
        "no such file in incoming");
    assertThat(farm.incomingFiles()).isEmpty();
  }

  @Test
  void a_configuration_with_a_mistake() throws Exception {
    farm.configure("[target c7]\narches = pdp11");

    refuses(submit(tiny), "[target c7] arches: unknown arch \"pdp11\"");
  }
}
