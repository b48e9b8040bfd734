package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reimzul.core.config.Settings;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.BuildJob;
import org.reimzul.worker.Jobs;

class ConfigRulesTest {
  private static final String SRPM = "kernel-5.14.0-1.el9.src.rpm";

  @TempDir Path dir;
  private final ConfigRules rules = new ConfigRules(Map.of(), Path.of("/nowhere"));

  private Path have(String name) throws Exception {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  private static BuildJob job(String arch, String target) {
    return Jobs.of(SRPM, arch, target);
  }

  @ParameterizedTest
  @CsvSource({
    "x86_64, c7.1708.u.x86_64, c7.1708.u.x86_64",
    "i386, c7.1708.u.x86_64, c7.1708.u.i386",
    "i386, c7.1708.u.i386, c7.1708.u.i386",
    "noarch, c7.x86_64, c7.noarch",
    "noarch, c7.ppc64le, c7.noarch",
    "noarch, c7.ppc64, c7.noarch",
    "noarch, c7.i686, c7.noarch",
    "ppc, c7.ppc64, c7.ppc",
    "armhfp, c7.armhfp, c7.armhfp"
  })
  void a_target_has_one_configuration_and_one_root_per_arch(
      String arch, String target, String expected) throws Exception {
    Path file = have("mock/" + expected + ".cfg");

    assertThat(rules.find(dir, job(arch, target))).contains(file);
    assertThat(ConfigRules.root(file, job(arch, target))).isEqualTo(expected);
  }

  @Test
  void a_package_with_a_configuration_of_its_own_uses_it_and_shares_no_root() throws Exception {
    have("mock/el9.x86_64.cfg");
    Path own = have("mock/kernel-5.14.0-1.el9.x86_64.cfg");

    BuildJob job = job("x86_64", "el9.x86_64");
    assertThat(rules.find(dir, job)).contains(own);
    assertThat(ConfigRules.root(own, job)).isEqualTo("el9.x86_64-kernel");
  }

  @Test
  void files_may_also_lie_in_the_directory_itself() throws Exception {
    Path file = have("el9.x86_64.cfg");

    assertThat(rules.find(dir, job("x86_64", "el9.x86_64")).orElseThrow()).isEqualTo(file);
  }

  @Test
  void a_chained_arch_never_borrows_its_parents_configuration() throws Exception {
    have("mock/el9.x86_64.cfg");

    assertThat(rules.find(dir, job("i386", "el9.x86_64"))).isEmpty();
  }

  @Test
  void a_target_may_name_an_installed_configuration() throws Exception {
    have("c9s-x86_64.cfg");
    have("el9.x86_64.cfg");
    var settings = Settings.parse("[target el9]\nmock_config = c9s-{arch}\n", "test");
    var named = rules(settings);

    assertThat(named.find(dir, job("x86_64", "el9.x86_64")).orElseThrow())
        .hasFileName("c9s-x86_64.cfg");
    assertThat(named.find(dir, job("i386", "el9.x86_64"))).isEmpty();
    assertThat(named.find(dir, job("x86_64", "el9.u.x86_64"))).isEmpty();
  }

  private static ConfigRules rules(Settings settings) {
    return new ConfigRules(TargetConfig.all(settings, new Arches(List.of())), Path.of("/nowhere"));
  }

  @Test
  void only_what_a_target_names_is_also_looked_for_among_the_systems() throws Exception {
    Path installed = have("etc/c9s-x86_64.cfg").getParent();
    have("etc/el9.i386.cfg");
    Path farm = Files.createDirectories(dir.resolve("farm"));
    var settings = Settings.parse("[target el9]\nmock_config = c9s-{arch}\n", "test");
    var targets = TargetConfig.all(settings, new Arches(List.of()));
    var named = new ConfigRules(targets, installed);

    assertThat(named.find(farm, job("x86_64", "el9.x86_64")).orElseThrow())
        .isEqualTo(installed.resolve("c9s-x86_64.cfg"));
    assertThat(new ConfigRules(Map.of(), installed).find(farm, job("i386", "el9.x86_64")))
        .isEmpty();
  }

  @Test
  void a_packages_own_goes_before_what_its_target_names() throws Exception {
    have("c9s-x86_64.cfg");
    Path own = have("kernel-5.14.0-1.el9.x86_64.cfg");
    var named = rules(Settings.parse("[target el9]\nmock_config = c9s-{arch}\n", "test"));

    assertThat(named.find(dir, job("x86_64", "el9.x86_64"))).contains(own);
  }
}
