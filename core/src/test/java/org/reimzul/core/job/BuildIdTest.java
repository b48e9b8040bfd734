package org.reimzul.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildIdTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:30Z");

  @Test
  void sorts_by_time_of_submission() {
    BuildId first = BuildId.mint(NOON);
    BuildId second = BuildId.mint(NOON.plusMillis(1));
    assertThat(first).isLessThan(second);
    assertThat(BuildId.mint(Instant.parse("2100-01-01T00:00:00Z"))).isGreaterThan(second);
  }

  @Test
  void never_repeats_within_a_millisecond() {
    Set<BuildId> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(seen.add(BuildId.mint(NOON))).isTrue();
    }
  }

  @Test
  void derives_the_same_for_each_redelivery_and_another_for_another_job() {
    byte[] body = "{\"srpm\":\"a\"}".getBytes(StandardCharsets.UTF_8);
    BuildId id = BuildId.derive(body, 7, NOON);
    assertThat(BuildId.derive(body, 7, NOON.plusSeconds(1))).isEqualTo(id);
    assertThat(BuildId.derive(body, 8, NOON)).isNotEqualTo(id);
    assertThat(BuildId.derive(body, 7, NOON.plusSeconds(7200))).isNotEqualTo(id);
    assertThat(BuildId.derive(new byte[0], 7, NOON)).isNotEqualTo(id);
  }

  @Test
  void a_chained_build_is_named_after_its_parent() {
    BuildId parent = BuildId.mint(NOON);
    assertThat(parent.chained("i386").value()).isEqualTo(parent + "-i386");
    assertThat(new BuildId(parent + "-i386")).isEqualTo(parent.chained("i386"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "../01jd3k0000000000000000000",
        "01jd3k0000000000000000000i",
        "01jd3k00000000000000000000/",
        "01jd3k00000000000000000000\n",
        "81jd3k00000000000000000000"
      })
  void refuses_what_is_not_an_id(String text) {
    assertThatThrownBy(() -> new BuildId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tells_when_it_was_minted_and_in_whose_job_it_is_built() {
    Instant at = Instant.parse("2026-11-21T07:48:01.234Z");
    BuildId build = BuildId.mint(at);
    assertThat(build.minted()).isEqualTo(at);
    assertThat(build.carrier()).isEqualTo(build);
    assertThat(build.chained("i386").minted()).isEqualTo(at);
    assertThat(build.chained("i386").carrier()).isEqualTo(build);
  }
}
