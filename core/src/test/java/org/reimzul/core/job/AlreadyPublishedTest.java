package org.reimzul.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlreadyPublishedTest {
  @Test
  void the_build_can_be_read_back_from_its_reason() {
    BuildId build = BuildId.mint(Instant.now()).chained("i386");
    assertThat(AlreadyPublished.by(AlreadyPublished.reason(build))).contains(build);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not for this arch",
        "already published by build ",
        "already published by build 7",
        "it was already published by build 01jd0000000000000000000000"
      })
  void other_reasons_name_none(String reason) {
    assertThat(AlreadyPublished.by(reason)).isEmpty();
  }
}
