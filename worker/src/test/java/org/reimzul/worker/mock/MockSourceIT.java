package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.Jobs;
import org.reimzul.worker.builder.BuildLog;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.builder.SourceRecipe;

/** Source packages that mock makes; see {@link MockLab} for trying the real one. */
class MockSourceIT {
  private static final String SPEC =
      """
      Name:     made
      Version:  1.0
      Release:  1%{?dist}
      Summary:  Made in a root
      License:  Apache-2.0
      Source0:  made.txt

      %description
      One file.

      %files
      """;

  @TempDir Path dir;
  private MockLab lab;
  private Path sources;

  @BeforeEach
  void make() throws Exception {
    lab = new MockLab(dir);
    sources = Files.createDirectories(dir.resolve("tree"));
    Files.writeString(sources.resolve("made.txt"), "what it says\n");
  }

  private SourceRecipe recipe(String spec, String target) throws Exception {
    Path attempt = Files.createTempDirectory(dir, "attempt");
    Path result = Files.createDirectories(attempt.resolve("result"));
    Path file = Files.writeString(sources.resolve("made.spec"), spec);
    var job = Jobs.of("made-0-0.src.rpm", "x86_64", target);
    return new SourceRecipe(job, file, sources, attempt, result);
  }

  private Path make(SourceRecipe recipe) throws Exception {
    lab.builder("1").makeSource(recipe, Heartbeat.NONE);
    return recipe.result();
  }

  @Test
  void are_made_with_the_targets_configuration_and_the_disttag() throws Exception {
    Path result = make(recipe(SPEC, MockLab.TARGET));

    assertThat(result.resolve("made-1.0-1.el9.src.rpm")).exists();
    assertThat(result.resolve("mock.cfg")).exists();
    assertThat(BuildLog.read(result.resolve("state.log")).mentions("Finish: run")).isTrue();
    try (Stream<Path> files = Files.list(result)) {
      assertThat(files.filter(file -> file.toString().endsWith(".rpm"))).hasSize(1);
    }
  }

  @Test
  void a_spec_that_does_not_parse_is_the_packages_fault() throws Exception {
    SourceRecipe recipe = recipe(SPEC + "%prep_is_no_section\n%package\n", MockLab.TARGET);

    assertThatThrownBy(() -> make(recipe))
        .isInstanceOf(PackageFailure.class)
        .hasMessageContaining("error: ");
  }

  @Test
  void a_source_that_lacks_is_the_packages_fault() throws Exception {
    Files.delete(sources.resolve("made.txt"));
    SourceRecipe recipe = recipe(SPEC, MockLab.TARGET);

    assertThatThrownBy(() -> make(recipe))
        .isInstanceOf(PackageFailure.class)
        .hasMessageContaining("made.txt: No such file or directory");
  }

  @Test
  void a_target_without_a_configuration_is_not_known_here() throws Exception {
    SourceRecipe recipe = recipe(SPEC, "el7.x86_64");

    assertThat(lab.builder("1").knows(recipe.job(), Heartbeat.NONE)).isFalse();
    assertThatThrownBy(() -> make(recipe))
        .isInstanceOf(PackageFailure.class)
        .hasMessageContaining("no mock configuration");
  }
}
