package org.reimzul.faults.harm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InjectorTest {
  private final Tally tally = new Tally();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger strikes = new AtomicInteger();

  /** Of somebody who always seems to be at work. */
  private static Fault fault(String victim, Fault.Strike strike) {
    return new Fault("kill", victim, Set.of(victim), () -> Optional.of("looking busy"), strike);
  }

  private static Fault hit(String victim) {
    return fault(victim, pick -> Optional.of(Blow.once("working")));
  }

  private void inject(int enough, Fault... catalogue) throws InterruptedException {
    var recovery = new Recovery(List::of);
    new Injector(List.of(catalogue), tally, recovery, 1, 1, log::add)
        .run(enough, System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
  }

  @Test
  void a_strike_that_misses_is_made_again_and_counted_when_it_hits() throws InterruptedException {
    inject(
        1,
        fault(
            "late",
            pick ->
                strikes.incrementAndGet() < 4 ? Optional.empty() : Optional.of(Blow.once("here"))));

    assertThat(strikes).hasValue(4);
    assertThat(tally.total()).isEqualTo(1);
  }

  @Test
  void what_the_victim_did_at_the_blow_is_counted() throws InterruptedException {
    inject(1, hit("somebody"));

    assertThat(tally.table()).contains("kill somebody").contains("working 1");
    assertThat(tally.table()).doesNotContain("looking busy");
  }

  @Test
  void another_is_struck_in_place_of_one_that_is_never_hit() throws InterruptedException {
    inject(3, fault("gone", pick -> Optional.empty()), hit("somebody"));

    assertThat(tally.total()).isEqualTo(3);
    assertThat(tally.table()).doesNotContain("gone");
  }

  @Test
  void a_strike_that_fails_is_told_and_not_counted() throws InterruptedException {
    Fault.Strike failing =
        pick -> {
          throw new IOException("no such device");
        };
    inject(2, fault("broken", failing), hit("somebody"));

    assertThat(tally.total()).isEqualTo(2);
    assertThat(tally.table()).doesNotContain("broken");
    assertThat(log).anyMatch(line -> line.contains("kill broken did not work"));
  }

  @Test
  void what_has_been_done_is_healed_before_it_returns() throws InterruptedException {
    var healed = new AtomicInteger();
    var blow = new Blow("working", java.time.Duration.ZERO, healed::incrementAndGet);
    inject(3, fault("somebody", pick -> Optional.of(blow)));

    assertThat(healed).hasValue(3);
  }

  @Test
  void nobody_is_struck_who_does_not_work() throws InterruptedException {
    Fault idle =
        new Fault(
            "kill",
            "idle",
            Set.of("idle"),
            Optional::empty,
            pick -> Optional.of(Blow.once(strikes.incrementAndGet() + "")));
    inject(3, idle, hit("somebody"));

    assertThat(strikes).hasValue(0);
  }
}
