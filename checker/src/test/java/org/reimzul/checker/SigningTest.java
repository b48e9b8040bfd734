package org.reimzul.checker;

import static org.reimzul.checker.Finding.Kind.LEFTOVER;
import static org.reimzul.checker.Finding.Kind.LOST;
import static org.reimzul.checker.Finding.Kind.READER_FAILURE;
import static org.reimzul.checker.Finding.Kind.UNEXPECTED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningTest extends RulesTest {
  private void staged(String file, String text) throws Exception {
    Files.writeString(farm.toSign().resolve(file), text);
  }

  @Test
  void a_success_that_does_not_wait_for_signing_is_lost() throws Exception {
    Files.delete(farm.toSign().resolve("apple-1.0-1.x86_64.rpm"));
    assertOnly(LOST, "build a: tosign", "apple-1.0-1.x86_64.rpm isn't there");
  }

  @Test
  void a_failed_builds_package_does_not_wait_for_signing() throws Exception {
    staged("fig-1.0-1.src.rpm", "made by f");
    assertOnly(UNEXPECTED, "fig-1.0-1.src.rpm is not as a published build has made it");
  }

  @Test
  void a_scratch_builds_package_does_not_wait_for_signing() throws Exception {
    staged("sloe-1.0-1.x86_64.rpm", "made by s");
    assertOnly(UNEXPECTED, "sloe-1.0-1.x86_64.rpm is not as a published build has made it");
  }

  @Test
  void what_waits_for_signing_is_byte_for_byte_what_was_published() throws Exception {
    staged("apple-1.0-1.x86_64.rpm", "made by f");
    assertOnly(UNEXPECTED, "apple-1.0-1.x86_64.rpm is not as a published build has made it");
  }

  @Test
  void of_several_builds_of_a_package_the_one_that_is_listed_waits() throws Exception {
    farm.published("z", "apple", "20261120100009");
    farm.repository.unlist(directory("a") + "apple-1.0-1.x86_64.rpm");
    farm.repository.unlist(directory("a") + "apple-1.0-1.src.rpm");
    assertClean();
    staged("apple-1.0-1.x86_64.rpm", "made by a");
    assertOnly(
        UNEXPECTED, "apple-1.0-1.x86_64.rpm is not the one that is listed, " + directory("z"));
  }

  @Test
  void nothing_half_copied_is_left() throws Exception {
    staged(".apple-1.0-1.x86_64.rpm.part", "made");
    assertOnly(LEFTOVER, ".apple-1.0-1.x86_64.rpm.part is no package");
  }

  @Test
  void a_scratch_success_has_its_packages() throws Exception {
    Path rpm =
        dir.resolve("scratch")
            .resolve(SyntheticFarm.TARGET)
            .resolve(directory("s"))
            .resolve("sloe-1.0-1.x86_64.rpm");
    Files.writeString(rpm, "damaged");
    assertOnly(UNEXPECTED, "build s", "sloe-1.0-1.x86_64.rpm is not a whole RPM");
    Files.delete(rpm);
    assertOnly(LOST, "build s", "lacks the package sloe");
    Files.delete(rpm.resolveSibling("sloe-1.0-1.src.rpm"));
    assertOnly(LOST, "build s: no package is in");
  }

  @Test
  void each_failed_read_counts() throws Exception {
    farm.reader.add(
        0, "{\"at\":\"t\",\"url\":\"http://h/repomd.xml\",\"ok\":false,\"what\":\"404\"}");
    assertOnly(READER_FAILURE, "http://h/repomd.xml: 404");
  }

  @Test
  void a_reader_that_read_nothing_proves_nothing() throws Exception {
    farm.reader.clear();
    assertOnly(READER_FAILURE, "the reader has read nothing");
  }

  @Test
  void each_leftover_counts() throws Exception {
    farm.leftovers.addAll(
        List.of(
            "{\"kind\":\"process\",\"what\":\"sleep 600\"}",
            "{\"kind\":\"mount\",\"what\":\"/m\"}"));
    assertFound(LEFTOVER, "process sleep 600");
    assertFound(LEFTOVER, "mount /m");
  }
}
