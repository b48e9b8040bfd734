package org.reimzul.controller.record;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Puts two partial views of one thing together so that neither order nor repetition matters: each
 * method is commutative, associative and idempotent where its argument is.
 */
final class Join {
  private Join() {}

  /** The one that comes first. */
  static <T> T best(T a, T b, Comparator<? super T> order) {
    return order.compare(a, b) <= 0 ? a : b;
  }

  /** The one that comes first of those that are there. */
  static <T> Optional<T> best(Optional<T> a, Optional<T> b, Comparator<? super T> order) {
    return a.isPresent() && b.isPresent()
        ? Optional.of(best(a.get(), b.get(), order))
        : a.or(() -> b);
  }

  /** All entries of both; values of the same key are put together by {@code join}. */
  static <K, V> SortedMap<K, V> all(Map<K, V> a, Map<K, V> b, BinaryOperator<V> join) {
    SortedMap<K, V> all = new TreeMap<>(a);
    b.forEach((key, value) -> all.merge(key, value, join));
    return all;
  }
}
