package org.reimzul.jbeanstalk;

import java.time.Duration;

/** The protocol's numbers: u32, u64 (a long whose bits are unsigned) and whole seconds. */
final class Numbers {
  static final long MAX_U32 = 0xFFFF_FFFFL;

  private Numbers() {}

  static long requireU32(String what, long value) {
    if (value < 0 || value > MAX_U32) {
      throw new IllegalArgumentException(what + " must be within 0..4294967295, not " + value);
    }
    return value;
  }

  static long requireSeconds(String what, Duration duration, long max) {
    if (duration.isNegative() || duration.getNano() != 0 || duration.getSeconds() > max) {
      throw new IllegalArgumentException(
          what + " must be whole seconds within 0.." + max + ", not " + duration);
    }
    return duration.getSeconds();
  }

  /** Strict: digits only, where {@link Long#parseUnsignedLong} takes a plus sign too. */
  static long parseU64(String digits) {
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new NumberFormatException("not a number: " + Shown.text(digits));
    }
    return Long.parseUnsignedLong(digits);
  }

  static long parseU32(String digits) {
    long value = parseU64(digits);
    if (value < 0 || value > MAX_U32) {
      throw new NumberFormatException("more than 32 bits: " + Shown.text(digits));
    }
    return value;
  }
}
