package org.reimzul.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reimzul.core.config.Asked;
import org.reimzul.core.config.RoleConfig;
import org.reimzul.core.config.Settings;

/**
 * config/reimzul.ini.sample is what the roles are: every key that one reads stands in it, with its
 * default, and no other. Fails for whoever adds a key and doesn't say so there.
 */
class ConfigurationTest {
  private static final Path SAMPLE = Path.of("..", "config", "reimzul.ini.sample");
  private static final Pattern SECTION = Pattern.compile("#?\\[(.+)]");
  private static final Pattern KEY = Pattern.compile("#([a-z0-9_]+) ?=.*");

  /** Everything that is behind a hash sign in the sample, said. */
  private static String spelledOut() throws Exception {
    return Files.readString(SAMPLE)
        .lines()
        .map(
            line ->
                KEY.matcher(line).matches() || SECTION.matcher(line).matches()
                    ? line.replaceFirst("^#", "")
                    : line)
        .collect(Collectors.joining("\n"));
  }

  private static Settings readByAll(String text) throws Exception {
    Settings settings = Settings.parse(text, "sample");
    for (RoleConfig role : ServiceLoader.load(RoleConfig.class)) {
      role.read(settings);
    }
    return settings;
  }

  private static Set<String> documented() throws Exception {
    Set<String> keys = new TreeSet<>();
    String section = "";
    for (String line : Files.readAllLines(SAMPLE)) {
      Matcher header = SECTION.matcher(line);
      Matcher key = KEY.matcher(line);
      if (header.matches()) {
        section = header.group(1);
      } else if (key.matches()) {
        keys.add("[" + section + "] " + key.group(1));
      }
    }
    return keys;
  }

  private static String name(Asked asked) {
    return "[" + asked.section() + "] " + asked.key();
  }

  private static Stream<Asked> asked() throws Exception {
    return readByAll(spelledOut()).asked().stream()
        .filter(each -> !each.section().equals("mail_rcpts") || each.given());
  }

  @Test
  void every_role_is_there() {
    assertThat(ServiceLoader.load(RoleConfig.class))
        .extracting(RoleConfig::role)
        .containsExactlyInAnyOrder("controller", "worker", "bstore", "commands");
  }

  @Test
  void every_key_that_is_read_is_documented_and_the_other_way_round() throws Exception {
    Set<String> read =
        asked().map(ConfigurationTest::name).collect(Collectors.toCollection(TreeSet::new));

    assertThat(documented()).isEqualTo(read);
  }

  @Test
  void every_default_that_is_documented_is_the_one_that_counts() throws Exception {
    assertThat(
            asked()
                .filter(each -> each.given() && each.fallback() != null)
                .filter(each -> !each.read().equals(each.fallback()))
                .map(each -> name(each) + " = " + each.value() + ", not " + each.fallback()))
        .containsOnly(
            "[mail] notifications = no, not true", // yes where there is a host, as it says
            "[mail_rcpts] x86_64 = list@example.org, not []"); // an example
  }

  @Test
  void a_file_of_the_original_is_good_but_for_certificates_that_are_not_here() throws Exception {
    Path original =
        Path.of("..", "core/src/test/resources/org/reimzul/core/config/python/original.ini");
    String text = Files.readString(original).replace("/etc/reimzul/", "/nonexistent/");
    Settings settings = Settings.parse(text, "original");
    for (RoleConfig role : ServiceLoader.load(RoleConfig.class)) {
      if (!role.role().equals("controller")) {
        role.read(settings);
      }
    }

    assertThat(settings.unknown()).isEmpty();
    assertThatThrownBy(() -> readByAll(text))
        .hasMessageStartingWith("sample:23: [mqtt] ca_cert, tls_cert, tls_key: cannot be used")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    readByAll(text.replaceAll("(notifications|tls_insecure) = True", "$1 = no"));
  }

  @Test
  void the_sample_as_it_is_says_nothing_and_has_no_key_that_means_nothing() throws Exception {
    Settings settings = readByAll(Files.readString(SAMPLE));

    assertThat(settings.asked()).noneMatch(Asked::given);
    assertThat(Settings.parse(spelledOut(), "sample").unknown()).isEmpty();
  }
}
