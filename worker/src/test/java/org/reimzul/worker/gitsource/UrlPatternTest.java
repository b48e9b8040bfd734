package org.reimzul.worker.gitsource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class UrlPatternTest {
  @Test
  void is_shown_as_it_stands_in_the_configuration() {
    String text = "{git_url}/sources/{pkg}";

    assertThat(UrlPattern.of(text, Set.of("git_url", "pkg"))).hasToString(text);
  }
}
