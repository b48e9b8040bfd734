package org.reimzul.bstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Settings;

class BstoreConfigTest {
  private static BstoreConfig read(String text) throws ConfigException {
    return BstoreConfig.read(Settings.parse(text, "reimzul.ini"));
  }

  @Test
  void the_originals_file_works_as_it_is() throws Exception {
    BstoreConfig config = read("[bstore]\nbase_url = http://localhost:11081/bstore\n");
    assertThat(config.root()).isEqualTo(Path.of("/srv/reimzul/bstore"));
    assertThat(config.listen()).isEmpty();
    assertThat(config.scan()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.accepts("anything.x86_64")).isTrue();
  }

  @Test
  void the_sample_says_what_the_defaults_are() throws Exception {
    String sample = Files.readString(Path.of("../config/reimzul.ini.sample"));
    String active = sample.replaceAll("(?m)^#([a-z_]+ =.*|\\[target .*)$", "$1");
    BstoreConfig config = read(active);
    assertThat(config.targets()).containsOnlyKeys("el9");
    assertThat(config.root()).isEqualTo(read("").root());
    assertThat(config.listen()).isEqualTo(read("").listen());
    assertThat(config.scan()).isEqualTo(read("").scan());
    assertThat(config.abandoned()).isEqualTo(read("").abandoned());
    assertThat(config.keepMetadata()).isEqualTo(read("").keepMetadata());
    assertThat(config.metadata()).isEqualTo(read("").metadata());
    assertThat(config.queue().endpoint()).isEqualTo(read("").queue().endpoint());
  }

  @Test
  void with_a_target_configured_others_are_not_accepted() throws Exception {
    BstoreConfig config = read("[target c7.1708.u]\narches = x86_64, aarch64\n");
    assertThat(config.accepts("c7.1708.u.x86_64")).isTrue();
    assertThat(config.accepts("c7.1708.x86_64")).isFalse();
    assertThat(config.accepts("c7")).isFalse();
    assertThat(config.targetOf("c7.1708.u.aarch64").orElseThrow().arches())
        .containsExactly("x86_64", "aarch64");
  }

  @Test
  void all_problems_are_reported_together() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    [beanstalkd]
                    url = http://localhost
                    [bstore]
                    root = relative
                    http_listen = nowhere
                    scan_interval = often
                    [signer]
                    mode = sign
                    [target el9]
                    arches = sparc
                    createrepo_options = -d
                    """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "[beanstalkd] url",
            "[bstore] root",
            "[bstore] http_listen",
            "[bstore] scan_interval",
            "[signer] mode",
            "[target el9] arches",
            "[target el9] createrepo_options");
  }
}
