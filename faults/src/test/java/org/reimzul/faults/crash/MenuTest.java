package org.reimzul.faults.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MenuTest {
  private static final int TURNS = 1000;

  private final AtomicInteger fed = new AtomicInteger();
  private final AtomicInteger sated = new AtomicInteger();
  private final AtomicInteger always = new AtomicInteger();
  private final Menu menu =
      new Menu()
          .add(10, fed::incrementAndGet, "order.", "worker.")
          .add(10, sated::incrementAndGet, "cancel.")
          .add(10, always::incrementAndGet);

  private void choose(Predicate<String> lacking) throws Exception {
    var random = new Random(1);
    for (int turn = 0; turn < TURNS; turn++) {
      menu.choose(random, lacking).run();
    }
  }

  @Test
  void deeds_that_lead_to_what_is_lacking_have_most_of_the_turns() throws Exception {
    choose("worker."::equals);

    assertThat(fed.get()).isGreaterThan(2 * sated.get());
    assertThat(always.get()).isGreaterThan(2 * sated.get());
    assertThat(sated.get()).isPositive();
  }

  @Test
  void weights_decide_where_all_is_lacking() throws Exception {
    choose(any -> true);

    assertThat(fed.get() + sated.get() + always.get()).isEqualTo(TURNS);
    assertThat(sated.get()).isBetween(TURNS / 4, TURNS / 2);
  }
}
