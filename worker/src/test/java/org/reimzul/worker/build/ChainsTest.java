package org.reimzul.worker.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Settings;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.BuildJob;
import org.reimzul.worker.Jobs;

class ChainsTest {
  private static final BuildJob BASH = Jobs.of("bash-5-1.el9.src.rpm", "x86_64", "el9.x86_64");

  private static Chains configured(String text) throws ConfigException {
    var settings = Settings.parse("[target el9]\nchains = " + text + "\n", "test");
    Map<String, TargetConfig> targets = TargetConfig.all(settings, new Arches(List.of()));
    settings.check();
    return new Chains(targets);
  }

  @Test
  void the_originals_rules_hold_without_configuration() {
    var chains = new Chains(Map.of());

    assertThat(chains.after(BASH)).containsExactly("i386");
    assertThat(chains.after(Jobs.of("bash-5-1.src.rpm", "ppc64", "c7.ppc64")))
        .containsExactly("ppc");
    assertThat(chains.after(Jobs.of("bash-5-1.src.rpm", "aarch64", "c7.aarch64"))).isEmpty();
    assertThat(chains.after(Jobs.of("kernel-plus-5-1.src.rpm", "x86_64", "c7.x86_64")))
        .containsExactly("i386", "noarch");
  }

  @Test
  void a_target_may_replace_them_or_switch_them_off() throws Exception {
    assertThat(configured("x86_64:noarch+i386").after(BASH)).containsExactly("noarch", "i386");
    assertThat(configured("x86_64:").after(BASH)).isEmpty();
    assertThat(configured("ppc64:").after(BASH)).containsExactly("i386");
  }
}
