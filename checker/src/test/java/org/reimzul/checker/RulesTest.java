package org.reimzul.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A clean farm with one build of each kind, and how tests look at what was found. */
abstract class RulesTest {
  @TempDir Path dir;
  SyntheticFarm farm;

  @BeforeEach
  void cleanFarm() throws IOException {
    farm = new SyntheticFarm(dir);
    farm.published("a", "apple", "20261120100000");
    farm.published("b", "berry", "20261120100001");
    farm.failed("f", "fig", "20261120100002");
    farm.scratch("s", "sloe", "20261120100003");
    farm.canceled("c", "cherry");
  }

  /** The build's directory in its repository. */
  String directory(String id) {
    return farm.history.get(id).place().directory();
  }

  /** The build's announcement. */
  Result result(String id) {
    return farm.history.get(id).result();
  }

  /** One finding of this kind, with this in its line; and nothing else. */
  void assertOnly(Finding.Kind kind, String... texts) throws Exception {
    List<Finding> findings = farm.check().findings();
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).kind()).isEqualTo(kind);
    assertThat(findings.get(0).toString()).contains(texts);
  }

  /** There is a finding of this kind with this in its line. */
  void assertFound(Finding.Kind kind, String... texts) throws Exception {
    assertThat(farm.check().findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.kind()).isEqualTo(kind);
              assertThat(finding.toString()).contains(texts);
            });
  }

  void assertClean() throws Exception {
    assertThat(farm.check().findings()).isEmpty();
  }
}
