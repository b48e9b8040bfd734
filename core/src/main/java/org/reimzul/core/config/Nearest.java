package org.reimzul.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody may have meant. */
final class Nearest {
  private Nearest() {}

  /** The word with the fewest letters wrong, if these are at most half of it. */
  static Optional<String> to(String word, Collection<String> words) {
    String written = word.toLowerCase(Locale.ROOT);
    return words.stream()
        .min(Comparator.comparingInt(each -> distance(written, each)))
        .filter(best -> distance(written, best) * 2 <= best.length());
  }

  /** How many letters to add, drop or replace (Levenshtein). */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[to.length()];
  }
}
