package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.BuildLog;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.builder.SourceRecipe;

/** Source packages that mock makes. */
abstract class SourceContract extends MockContract {
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

  private Path sources;

  SourceContract(TestMock mock) {
    super(mock);
  }

  @BeforeEach
  void lay_out() throws Exception {
    sources = Files.createDirectories(dir.resolve("tree"));
    Files.writeString(sources.resolve("made.txt"), "what it says\n");
  }

  private SourceRecipe recipe(String spec, String target) throws Exception {
    BuildRequest as = lab.request(dir.resolve("made-0-0.src.rpm"), target);
    Path file = Files.writeString(sources.resolve("made.spec"), spec);
    return new SourceRecipe(as.job(), file, sources, as.attempt(), as.result());
  }

  private Path make(SourceRecipe recipe) throws Exception {
    lab.builder("1").makeSource(recipe, Heartbeat.NONE);
    return recipe.result();
  }

  @Test
  void are_made_with_the_targets_configuration_and_the_disttag() throws Exception {
    Path result = make(recipe(SPEC, TestMock.TARGET));

    assertThat(result.resolve("made-1.0-1.el9.src.rpm")).exists();
    assertThat(result.resolve("mock.cfg")).exists();
    assertThat(BuildLog.read(result.resolve("state.log")).mentions("Finish: run")).isTrue();
    try (Stream<Path> files = Files.list(result)) {
      assertThat(files.filter(file -> file.toString().endsWith(".rpm"))).hasSize(1);
    }
  }

  @Test
  void a_spec_that_does_not_parse_is_the_packages_fault() throws Exception {
    SourceRecipe recipe = recipe(SPEC + "%prep_is_no_section\n%package\n", TestMock.TARGET);

    assertThatThrownBy(() -> make(recipe))
        .isInstanceOf(PackageFailure.class)
        .hasMessageContaining("error: ");
  }

  @Test
  void a_source_that_lacks_is_the_packages_fault() throws Exception {
    Files.delete(sources.resolve("made.txt"));
    SourceRecipe recipe = recipe(SPEC, TestMock.TARGET);

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
