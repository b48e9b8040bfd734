package org.reimzul.faults.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Deeds to choose from by chance. One that leads to no point that lacks visits has its turn seldom:
 * others must still find a farm with everything in it.
 */
final class Menu {
  /** Of so many turns that a deed would have it keeps one. */
  private static final int SELDOM = 4;

  /** What happens. */
  @FunctionalInterface
  interface Deed {
    void run() throws IOException, InterruptedException;
  }

  private record Dish(int weight, List<String> points, Deed deed) {
    int weight(Predicate<String> lacking) {
      return points.isEmpty() || points.stream().anyMatch(lacking) ? weight * SELDOM : weight;
    }
  }

  private final List<Dish> dishes = new ArrayList<>();

  /**
   * One more.
   *
   * @param weight its part of all
   * @param points beginnings of the names of those that it leads to; none: to all
   */
  Menu add(int weight, Deed deed, String... points) {
    dishes.add(new Dish(weight, List.of(points), deed));
    return this;
  }

  /** One of them; {@code lacking} tells whether a point with such a name lacks visits. */
  Deed choose(Random random, Predicate<String> lacking) {
    int all = dishes.stream().mapToInt(dish -> dish.weight(lacking)).sum();
    int dice = random.nextInt(all);
    for (Dish dish : dishes) {
      dice -= dish.weight(lacking);
      if (dice < 0) {
        return dish.deed();
      }
    }
    throw new IllegalStateException("there is nothing to choose from");
  }
}
