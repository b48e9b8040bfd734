package org.reimzul.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reimzul.core.job.Arches;

class SettingsTest {
  private static Settings read(String text) throws ConfigException {
    return Settings.parse(text, "test.ini");
  }

  @Test
  void reads_keys_in_any_case_with_either_separator_and_continued_lines() throws Exception {
    Settings settings =
        read(
            """
            # the original's style
            [mqtt]
            Host: broker.example
            PORT = 8883
            ; a comment
            [mail_rcpts]
            x86_64 = a@example,
              b@example
            """);
    assertThat(settings.text("mqtt", "host")).contains("broker.example");
    assertThat(settings.number("mqtt", "port", 1, 1, 65535)).isEqualTo(8883);
    assertThat(settings.words("mail_rcpts", "x86_64", List.of(), w -> w))
        .containsExactly("a@example", "b@example");
    settings.check();
  }

  @Test
  void reports_every_problem_together_with_file_section_and_key() throws Exception {
    Settings settings = read("[a]\nflag = maybe\nnumber = x\npath = relative\nwait = 5 years\n");
    settings.flag("a", "flag", false);
    settings.number("a", "number", 1, 1, 9);
    settings.path("a", "path", "/srv");
    settings.duration("a", "wait", Duration.ZERO);
    assertThatThrownBy(settings::check)
        .isInstanceOf(ConfigException.class)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(4))
        .hasMessageContaining("test.ini:4: [a] path: not an absolute path");
  }

  @Test
  void reports_a_problem_once_however_many_ask_and_never_a_password() throws Exception {
    Settings settings = read("[a]\nurl = ftp://joe:hunter2@h/x\nlost = %(nowhere)s\n");
    for (int i = 0; i < 2; i++) {
      settings.base("a", "url", "http://h/", Set.of("http"));
      settings.text("a", "lost");
    }
    assertThatThrownBy(settings::check)
        .satisfies(
            e ->
                assertThat(e.getMessage().lines())
                    .containsExactly(
                        "test.ini:2: [a] url: not a URL of http: \"ftp://***@h/x\"",
                        "test.ini:3: [a] lost: no such key, here or in [DEFAULT]: \"nowhere\""));
  }

  @Test
  void takes_the_place_of_the_repositories_for_that_of_bstore_as_the_original_names_it()
      throws Exception {
    assertThat(BstoreUrl.read(read("[bstore]\nbase_url = http://h:11081/bstore/repo/\n")))
        .hasToString("http://h:11081/bstore/");
    assertThat(BstoreUrl.read(read("[bstore]\nbase_url = https://h/repo\n")))
        .hasToString("https://h/");
    assertThat(BstoreUrl.read(read("[bstore]\nbase_url = http://h/myrepo\n")))
        .hasToString("http://h/myrepo/");
    assertThat(BstoreUrl.read(read(""))).hasToString("http://localhost:11081/bstore/");
  }

  @Test
  void tells_what_was_asked_for_without_secrets() throws Exception {
    Settings settings =
        read("[a]\nuri = mongodb://u:p%%40@h/?x=1&awsToken=t\npassword = p\nwait = \n");
    settings.text("a", "uri");
    settings.text("a", "password", "");
    settings.duration("a", "wait", Duration.ofMinutes(2));
    assertThat(settings.asked())
        .extracting(Asked::key, Asked::given, Asked::value)
        .containsExactly(
            tuple("uri", true, "mongodb://***@h/?x=1&awsToken=***"),
            tuple("password", true, "***"),
            tuple("wait", false, "2m"));
  }

  @Test
  void takes_no_time_that_is_longer_than_ten_years() throws Exception {
    Settings settings = read("[a]\nlong = 3650d\nhours = 9999999h\ndays = 3651d\n");
    assertThat(settings.duration("a", "long", Duration.ZERO)).isEqualTo(Duration.ofDays(3650));
    settings.duration("a", "hours", Duration.ZERO);
    settings.duration("a", "days", Duration.ZERO);
    assertThatThrownBy(settings::check)
        .satisfies(
            e ->
                assertThat(e.getMessage().lines())
                    .containsExactly(
                        "test.ini:3: [a] hours: not a duration up to 3650d: \"9999999h\"",
                        "test.ini:4: [a] days: not a duration up to 3650d: \"3651d\""));
  }

  @Test
  void gives_defaults_for_what_is_missing_or_empty() throws Exception {
    Settings settings = read("[a]\nflag =\n");
    assertThat(settings.flag("a", "flag", true)).isTrue();
    assertThat(settings.path("b", "path", "/srv")).isEqualTo(Path.of("/srv"));
    assertThat(settings.base("b", "url", "http://h:1/x", Set.of("http")).toString())
        .isEqualTo("http://h:1/x/");
    settings.check();
  }

  @Test
  void a_missing_file_is_a_problem_and_not_a_crash() {
    assertThatThrownBy(() -> Settings.load(Path.of("/nonexistent/reimzul.ini")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("/nonexistent/reimzul.ini: no such file");
  }

  @Test
  void reads_targets_with_their_chains() throws Exception {
    Settings settings =
        read(
            """
            [target el9]
            arches = x86_64 aarch64
            disttag = .el9
            chains = x86_64:i386+noarch ppc64:
            duplicates = refuse
            """);
    TargetConfig target = TargetConfig.all(settings, new Arches(List.of())).get("el9");
    settings.check();
    assertThat(target.arches()).containsExactly("x86_64", "aarch64");
    assertThat(target.chains())
        .isEqualTo(Map.of("x86_64", List.of("i386", "noarch"), "ppc64", List.of()));
    assertThat(target.duplicates()).isEqualTo(TargetConfig.Duplicates.REFUSE);
    assertThat(target.repository("aarch64")).isEqualTo("el9.aarch64");
  }

  @Test
  void names_the_bad_arch_of_a_target() throws Exception {
    Settings settings = read("[target el9]\narches = vax\n");
    TargetConfig.all(settings, new Arches(List.of()));
    assertThatThrownBy(settings::check).hasMessageContaining("[target el9] arches: unknown arch");
  }

  private static List<String> buildroot(String ini) throws Exception {
    Settings settings = read(ini);
    TargetConfig target = TargetConfig.all(settings, new Arches(List.of())).get("el9");
    settings.check();
    return target.buildrootTargets();
  }

  @Test
  void a_buildroot_sees_its_own_target_or_those_that_are_named() throws Exception {
    String el9 = "[target tools]\n[target el9]\n";
    assertThat(buildroot(el9)).isEmpty();
    assertThat(buildroot(el9 + "mock_config = c9s-{arch}\n")).containsExactly("el9");
    assertThat(buildroot(el9 + "mock_config = c9s-{arch}\nbuildroot_targets = none\n")).isEmpty();
    assertThat(buildroot(el9 + "buildroot_targets = tools, el9\n")).containsExactly("tools", "el9");
    assertThatThrownBy(() -> buildroot(el9 + "buildroot_targets = el10\n"))
        .hasMessageContaining("buildroot_targets: there is no section [target el10]");
  }
}
