package org.reimzul.faults.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reimzul.faults.load.Parcel.Fate;

class PlanTest {
  @Test
  void the_same_seed_gives_the_same_plan() {
    assertThat(Plan.of(300, 7)).isEqualTo(Plan.of(300, 7)).isNotEqualTo(Plan.of(300, 8));
  }

  @Test
  void a_tenth_fails_and_some_hang_or_have_huge_logs() {
    List<Parcel> plan = Plan.of(10_000, 1);

    assertThat(share(plan, Fate.FAILS)).isBetween(0.08, 0.12);
    assertThat(share(plan, Fate.HANGS)).isBetween(0.015, 0.025);
    assertThat(share(plan, Fate.LOUD)).isBetween(0.015, 0.025);
  }

  @Test
  void some_packages_are_submitted_again() {
    List<Parcel> plan = Plan.of(200, 1);

    assertThat(plan.stream().map(Parcel::srpm).distinct()).hasSizeBetween(160, 190);
  }

  private static double share(List<Parcel> plan, Fate fate) {
    return (double) plan.stream().filter(each -> each.fate() == fate).count() / plan.size();
  }
}
