package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reimzul.core.config.Settings;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.Arches;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.PackageFailure;

/** Which configuration mock gets, and what it makes of it. */
abstract class ConfigContract extends MockContract {
  ConfigContract(TestMock mock) {
    super(mock);
  }

  private static void assertRoot(BuildRequest request, String root) {
    assertThat(request.result().resolve("stderr")).content().contains("Config(" + root + ")");
  }

  @Test
  void a_target_has_a_root_of_its_own_and_the_second_build_finds_its_cache() throws Exception {
    lab.build("tiny");
    BuildRequest second = lab.request("tiny");

    lab.build(second);

    assertRoot(second, TestMock.TARGET);
    assertThat(second.result().resolve("state.log"))
        .content()
        .contains("unpacking root cache")
        .doesNotContain("creating root cache");
  }

  @Test
  void a_root_cache_is_made_anew_when_it_is_older_than_it_may_be() throws Exception {
    lab.build("tiny");

    Path result = lab.with(Duration.ZERO).build("tiny");

    assertThat(result.resolve("state.log")).content().contains("creating root cache");
  }

  @Test
  void an_installed_configuration_finds_its_templates_in_the_systems_directory() throws Exception {
    Path system = Files.createDirectories(dir.resolve("system/templates")).getParent();
    for (String name : List.of("site-defaults.cfg", "logging.ini")) {
      Files.copy(lab.configs().resolve(name), system.resolve(name));
    }
    Files.move(
        lab.configs().resolve(TestMock.TARGET + ".cfg"), system.resolve("templates/test-9.tpl"));
    Files.writeString(
        system.resolve("test-9-x86_64.cfg"),
        """
        include('templates/test-9.tpl')
        config_opts['root'] = 'test-9-{{ target_arch }}'
        """);
    String ini = "[target reimzul-test]\nmock_config = test-9-{arch}\nbuildroot_targets = none\n";
    lab.with(targets(ini), system);
    BuildRequest request = lab.request("tiny");

    assertThat(lab.build(request)).isDirectoryContaining("glob:**/*.noarch.rpm");

    assertRoot(request, TestMock.TARGET);
    assertThat(lab.noted)
        .containsOnlyKeys("mock_config")
        .containsValue(system.resolve("test-9-x86_64.cfg").toString());
  }

  @Test
  void the_commit_of_a_configuration_from_git_is_noted_and_so_is_a_pull_that_fails()
      throws Exception {
    Path origin = Files.createDirectories(dir.resolve("origin/mock")).getParent();
    try (var files = Files.list(lab.configs())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, origin.resolve("mock").resolve(file.getFileName()));
      }
    }
    String commit = GitRepository.init(origin).commit();
    Path home = Files.createDirectories(dir.resolve("instance"));
    lab.with(new ConfigClone(origin.toString(), Optional.empty(), home));

    lab.build("tiny");
    assertThat(lab.noted)
        .containsEntry("mock_config", "mock/" + TestMock.TARGET + ".cfg")
        .containsEntry("mock_commit", commit)
        .doesNotContainKey("mock_stale");
    Files.move(origin, dir.resolve("moved"));

    Path result = lab.build("tiny");
    assertThat(lab.noted).containsEntry("mock_commit", commit).containsKey("mock_stale");
    assertThat(lab.remark.orElseThrow()).contains("last good clone at " + commit, "git fetch");
    assertThat(result.resolve("mock.cfg")).content().contains(lab.remark.orElseThrow());
    assertThat(result.resolve("state.log")).content().doesNotContain("creating root cache");
  }

  @Test
  void a_package_may_have_a_configuration_and_so_a_root_of_its_own() throws Exception {
    Path own = lab.configs().resolve("tiny-1.0-1.el9.x86_64.cfg");
    Files.copy(
        lab.configs().resolve(TestMock.TARGET + ".cfg"), own, StandardCopyOption.COPY_ATTRIBUTES);
    BuildRequest request = lab.request("tiny");

    lab.build(request);

    assertRoot(request, TestMock.TARGET + "-tiny");
  }

  @Test
  void a_buildroot_sees_what_the_farm_published_a_moment_ago() throws Exception {
    try (var bstore = TestBstore.start(dir)) {
      lab.with(bstore.base());
      Path repository = bstore.repository("reimzul-test.x86_64");
      lab.addLines(
          TestMock.TARGET,
          """
          config_opts['farm_base'] = 'http://repohost'
          # dnf 4 also looks at the age of its configuration, which mock writes anew; others don't
          config_opts['dnf.conf'] = config_opts['dnf.conf'].replace(
              '[main]', '[main]\\ncheck_config_file_age=False')
          config_opts['dnf.conf'] += \"\"\"
          [farm]
          name=farm
          baseurl={{ farm_base }}/repo/reimzul-test.x86_64/
          gpgcheck=0
          metadata_expire=6h
          skip_if_unavailable=False
          \"\"\"
          """);
      assertThatThrownBy(() -> lab.build("usetiny"))
          .isInstanceOf(PackageFailure.class)
          .hasMessage("dependency: No matching package to install: 'tiny'");
      bstore.publish(lab.build("tiny").resolve("tiny-1.0-1.el9.noarch.rpm"), repository);

      Path result = lab.build("usetiny");

      assertThat(result.resolve("installed_pkgs.log")).content().contains("tiny");
    }
  }

  @Test
  void a_target_that_names_an_installed_configuration_sees_what_it_has_published()
      throws Exception {
    Path system = dir.resolve("system");
    Files.move(lab.configs(), system);
    Files.createDirectories(lab.configs());
    Files.move(system.resolve(TestMock.TARGET + ".cfg"), system.resolve("installed-9-x86_64.cfg"));
    String ini = "[target reimzul-test]\nmock_config = installed-9-{arch}\n";
    try (var bstore = TestBstore.start(dir)) {
      lab.with(bstore.base()).with(targets(ini), system);
      Path repository = bstore.repository("reimzul-test.x86_64");
      bstore.publish(lab.build("tiny").resolve("tiny-1.0-1.el9.noarch.rpm"), repository);

      Path result = lab.build("usetiny");
      assertThat(result.resolve("installed_pkgs.log")).content().contains("tiny");

      lab.with(targets(ini + "buildroot_targets = none\n"), system);
      assertThatThrownBy(() -> lab.build("usetiny")).hasMessageContaining("to install: 'tiny'");
    }
  }

  private static Map<String, TargetConfig> targets(String ini) throws Exception {
    return TargetConfig.all(Settings.parse(ini, "test"), new Arches(List.of()));
  }

  @Test
  void a_farm_without_the_target_says_what_it_looked_for() throws Exception {
    BuildRequest request = lab.request("tiny", "el7.x86_64");

    assertThatThrownBy(() -> lab.builder("1").build(request, Heartbeat.NONE))
        .isInstanceOf(PackageFailure.class)
        .hasMessageContaining("tiny-1.0-1.el9.x86_64.cfg or el7.x86_64.cfg");
  }
}
