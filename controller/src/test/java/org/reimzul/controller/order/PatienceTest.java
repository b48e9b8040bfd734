package org.reimzul.controller.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.reimzul.core.job.BuildId;

class PatienceTest {
  private final Patience patience = new Patience(Duration.ofMinutes(10));
  private final BuildId build = BuildId.mint(Instant.now());

  @Test
  void looks_often_at_a_young_job_and_every_ten_seconds_at_an_old_one() {
    assertThat(patience.pause(Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
    assertThat(patience.pause(Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(5));
    assertThat(patience.pause(Duration.ofDays(2))).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void looks_at_many_jobs_so_seldom_that_they_stay_a_small_load() {
    for (int i = 0; i < 800; i++) {
      patience.news(BuildId.mint(Instant.now()), "waits");
    }
    assertThat(patience.pause(Duration.ZERO)).isEqualTo(Duration.ofSeconds(20));
    for (int i = 0; i < 8000; i++) {
      patience.news(BuildId.mint(Instant.now()), "waits");
    }
    assertThat(patience.pause(Duration.ZERO)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void the_same_reason_is_news_once() {
    assertThat(patience.news(build, "waits for a")).isTrue();
    assertThat(patience.news(build, "waits for a")).isFalse();
    assertThat(patience.news(build, "waits for b")).isTrue();
    patience.over(build);
    assertThat(patience.news(build, "waits for b")).isTrue();
  }

  @Test
  void waiting_for_what_nobody_knows_is_too_long_only_without_a_break() {
    var impatient = new Patience(Duration.ZERO);
    assertThat(impatient.tooLong(build)).isFalse();
    assertThat(impatient.tooLong(build)).isTrue();
    impatient.known(build);
    assertThat(impatient.tooLong(build)).isFalse();
    assertThat(patience.tooLong(build)).isFalse();
    assertThat(patience.tooLong(build)).isFalse();
  }
}
