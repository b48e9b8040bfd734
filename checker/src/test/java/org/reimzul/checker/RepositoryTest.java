package org.reimzul.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reimzul.checker.Finding.Kind.LOST;
import static org.reimzul.checker.Finding.Kind.TWICE;
import static org.reimzul.checker.Finding.Kind.UNEXPECTED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepositoryTest extends RulesTest {
  private String rpm(String id, String arch) {
    return directory(id) + farm.acknowledged.get(id).parcel().name() + "-1.0-1." + arch + ".rpm";
  }

  private Path file(String href) {
    return farm.repositoryDir().resolve(href);
  }

  @Test
  void a_success_that_is_not_listed_is_lost() throws Exception {
    farm.repository.unlist(rpm("a", "x86_64"));
    assertOnly(LOST, "build a", rpm("a", "x86_64") + " is not in the repodata");
  }

  @Test
  void a_success_without_packages_is_lost() throws Exception {
    for (String arch : List.of("x86_64", "src")) {
      farm.repository.unlist(rpm("a", arch));
      Files.delete(file(rpm("a", arch)));
      Files.delete(farm.toSign().resolve(file(rpm("a", arch)).getFileName()));
    }
    assertFound(LOST, "build a", "no package is in " + directory("a"));
  }

  @Test
  void a_success_without_one_of_its_packages_is_lost() throws Exception {
    farm.repository.unlist(rpm("a", "x86_64"));
    Files.delete(file(rpm("a", "x86_64")));
    Files.delete(farm.toSign().resolve("apple-1.0-1.x86_64.rpm"));
    assertOnly(LOST, "build a", directory("a") + " lacks the package apple");
  }

  @Test
  void a_success_without_its_source_package_is_lost() throws Exception {
    farm.repository.unlist(rpm("a", "src"));
    Files.delete(file(rpm("a", "src")));
    Files.delete(farm.toSign().resolve("apple-1.0-1.src.rpm"));
    assertOnly(LOST, "build a", "lacks the source package apple-1.0-1.src.rpm");
  }

  @Test
  void a_success_has_no_package_more() throws Exception {
    String surplus = directory("a") + "apple-tools-1.0-1.x86_64.rpm";
    farm.repository.add(surplus, "made by a");
    farm.repository.sourceOfLast("apple-1.0-1.src.rpm");
    Files.writeString(farm.toSign().resolve("apple-tools-1.0-1.x86_64.rpm"), "made by a");
    assertOnly(UNEXPECTED, "build a", surplus + " is none of its packages");
  }

  @Test
  void a_package_of_another_version_of_its_sources_is_not_there() throws Exception {
    farm.repository.unlist(rpm("a", "x86_64"));
    farm.repository.list(rpm("a", "x86_64"));
    farm.repository.sourceOfLast("apple-1.0-2.src.rpm");
    assertOnly(UNEXPECTED, "build a", "was made from the sources apple-1.0-2.src.rpm");
  }

  @Test
  void what_is_listed_must_be_there() throws Exception {
    Files.delete(file(rpm("a", "src")));
    Files.delete(farm.toSign().resolve("apple-1.0-1.src.rpm"));
    assertFound(UNEXPECTED, "build a", rpm("a", "src") + " isn't there");
    assertFound(LOST, "build a", "lacks the source package apple-1.0-1.src.rpm");
  }

  @Test
  void what_is_listed_must_be_as_described() throws Exception {
    Files.writeString(file(rpm("a", "src")), "made by A");
    Files.copy(
        file(rpm("a", "src")),
        farm.toSign().resolve("apple-1.0-1.src.rpm"),
        StandardCopyOption.REPLACE_EXISTING);
    assertFound(UNEXPECTED, "build a", rpm("a", "src") + " has not the size and checksum");
    assertFound(UNEXPECTED, "tosign", "apple-1.0-1.src.rpm is not the one that is listed");
  }

  @Test
  void what_is_listed_must_be_whole() throws Exception {
    farm.repository.unlist(rpm("a", "src"));
    farm.repository.add(rpm("a", "src"), "damaged before it was listed");
    Files.writeString(farm.toSign().resolve("apple-1.0-1.src.rpm"), "damaged before it was listed");
    assertOnly(UNEXPECTED, "build a", rpm("a", "src") + " is not an RPM with the right digests");
  }

  @Test
  void no_package_stands_there_twice() throws Exception {
    farm.published("z", "apple", "20261120100009");
    assertThat(farm.check().findings())
        .hasSize(2)
        .allMatch(finding -> finding.kind() == TWICE && finding.build().equals(Optional.of("z")));
  }

  @Test
  void a_later_build_replaces_an_earlier_one() throws Exception {
    farm.published("z", "apple", "20261120100009");
    farm.repository.unlist(rpm("a", "x86_64"));
    farm.repository.unlist(rpm("a", "src"));
    assertClean();
  }

  @Test
  void of_two_builds_at_once_either_may_stand_there() throws Exception {
    farm.published("z", "apple", "20261120100009");
    farm.repository.unlist(rpm("z", "x86_64"));
    farm.repository.unlist(rpm("z", "src"));
    for (String arch : List.of("x86_64", "src")) {
      Files.writeString(farm.toSign().resolve("apple-1.0-1." + arch + ".rpm"), "made by a");
    }
    assertClean();
  }

  @Test
  void an_earlier_build_must_not_replace_a_later_one() throws Exception {
    farm.published("z", "apple", "20261120100009");
    farm.repository.unlist(rpm("z", "x86_64"));
    farm.repository.unlist(rpm("z", "src"));
    farm.mqtt.set(0, new Announcement(result("a"), SyntheticFarm.START.minusSeconds(5)));
    assertFound(LOST, "build z", rpm("z", "src"), "but the older " + rpm("a", "src"));
  }

  @Test
  void a_withdrawn_build_is_not_there() throws Exception {
    farm.askedAfter("a");
    farm.recorded("a", "WITHDRAWN", "QUEUED", "PUBLISHED", "WITHDRAWN");
    assertFound(UNEXPECTED, "build a", rpm("a", "src") + " is of a build that was withdrawn");
    farm.repository.unlist(rpm("a", "x86_64"));
    farm.repository.unlist(rpm("a", "src"));
    assertFound(UNEXPECTED, "tosign", "apple-1.0-1.src.rpm is not as a published build has made");
    Files.delete(farm.toSign().resolve("apple-1.0-1.src.rpm"));
    Files.delete(farm.toSign().resolve("apple-1.0-1.x86_64.rpm"));
    assertClean();
  }

  @Test
  void a_failed_builds_package_is_not_there() throws Exception {
    farm.repository.add(rpm("f", "src"), "made by f");
    assertOnly(UNEXPECTED, "build f", rpm("f", "src") + " is of a build that ended with Failed");
  }

  @Test
  void a_scratch_builds_package_is_not_there() throws Exception {
    farm.repository.add(rpm("s", "x86_64"), "made by s");
    assertOnly(UNEXPECTED, rpm("s", "x86_64") + " is of a scratch build");
  }

  @Test
  void a_package_from_nowhere_is_not_there() throws Exception {
    farm.repository.add("kiwi/20261120100000/1.0-1.x86_64/kiwi-1.0-1.noarch.rpm", "from nowhere");
    assertOnly(UNEXPECTED, "kiwi-1.0-1.noarch.rpm is of no build that the farm knows");
  }

  @Test
  void a_package_of_another_source_is_not_there() throws Exception {
    farm.repository.add(directory("a") + "kiwi-1.0-1.x86_64.rpm", "made by a");
    Files.writeString(farm.toSign().resolve("kiwi-1.0-1.x86_64.rpm"), "made by a");
    assertFound(UNEXPECTED, "build a", "was made from the sources kiwi-1.0-1.src.rpm");
    assertFound(UNEXPECTED, "build a", "kiwi-1.0-1.x86_64.rpm is none of its packages");
  }

  @Test
  void metadata_must_be_as_repomd_says() throws Exception {
    farm.repository.wrongSize = 1;
    assertOnly(UNEXPECTED, "primary.xml has not the size and checksum that repomd.xml says");
  }
}
