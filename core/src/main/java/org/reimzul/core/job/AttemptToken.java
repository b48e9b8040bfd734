package org.reimzul.core.job;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * One worker's try at a build. Random, not a counter: two owners may both think they are number 3.
 *
 * @param value 16 hexadecimal digits
 */
public record AttemptToken(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{16}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Checks the grammar. */
  public AttemptToken {
    if (value == null || !SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("attempt is not an attempt token: " + Excerpt.of(value));
    }
  }

  /** A new one. */
  public static AttemptToken mint() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return new AttemptToken(HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
